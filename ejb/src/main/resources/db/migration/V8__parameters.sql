-- What a meter tells of itself, its clock beside the server's, orders to a whole line, and parameters as they should be.

-- ---------------------------------------------------------------- state and clock
-- The newest of each state word (运行状态字), as it came; the words are reckoned when somebody looks.
create table meter_state_word (
    meter_id   int         not null references meter on delete cascade,
    company_id int         not null references company,
    item       text        not null,
    raw        bytea       not null,
    read_at    timestamptz not null,
    primary key (meter_id, item)
);

-- How far a meter's own clock was ahead (or, below zero, behind) when it was read last; the meter's time is taken in the company's zone.
create table meter_clock (
    meter_id      int primary key references meter on delete cascade,
    company_id    int         not null references company,
    drift_millis  bigint      not null,
    within_millis bigint      not null,                  -- half the round trip: so exact is it
    read_at       timestamptz not null
);
create index meter_clock_drift on meter_clock (company_id, abs(drift_millis) desc);

-- What was read of a meter with a question of a kind (STATE, EVENTS, PROFILE, CLOCK): the newest is shown.
create index command_about on command (meter_id, (parameters ->> 'about'), id desc) where parameters is not null;

-- ---------------------------------------------------------------- orders to a whole line
-- Every so many days at a local time the meters of a target's lines are told the time by broadcast, which none answers.
create table clock_schedule (
    id          int generated always as identity primary key,
    company_id  int         not null references company,
    name        text        not null check (length(name) between 1 and 100),
    target      text        not null check (target in ('ALL', 'AREA', 'GROUP', 'COLLECTOR')),
    target_id   int,
    local_time  text        not null check (local_time ~ '^[0-2][0-9]:[0-5][0-9]$'),   -- never near midnight
    days        smallint[]  not null check (cardinality(days) between 1 and 7),        -- 1 Monday to 7 Sunday
    enabled     boolean     not null default true,
    next_due    timestamptz,
    last_due    timestamptz,
    created_at  timestamptz not null default now(),
    unique (company_id, name),
    check ((target = 'ALL') = (target_id is null))
);
create index clock_schedule_due on clock_schedule (next_due) where enabled;

create table line_order (
    id           bigint generated always as identity primary key,
    company_id   int         not null references company,
    line_id      int         not null references line on delete cascade,
    kind         text        not null,
    schedule_id  int references clock_schedule on delete set null,
    state        text        not null default 'WAITING' check (state in ('WAITING', 'SENT', 'DONE', 'FAILED', 'EXPIRED')),
    progress     jsonb,                                  -- what the kind remembers between its questions
    requested_by text        not null,
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    wake_at      timestamptz not null,
    lease_until  timestamptz,
    handed       int         not null default 0,         -- number of the latest hand-over; an older one's outcome counts no more
    detail       text,                                   -- why it ended as it did, a key of the portal's texts with arguments behind '|'
    finished_at  timestamptz
);
create index line_order_open on line_order (wake_at) where state in ('WAITING', 'SENT');
create index line_order_line on line_order (line_id, id desc);
create index line_order_company on line_order (company_id, id desc);

-- ---------------------------------------------------------------- parameters as they should be
create table parameter_set (
    id         int generated always as identity primary key,
    company_id int         not null references company,
    name       text        not null check (length(name) between 1 and 100),
    protocol   text        not null,
    note       text        not null default '' check (length(note) <= 500),
    changed_by text        not null,
    changed_at timestamptz not null,
    unique (company_id, name)
);

create table parameter_entry (
    set_id   int    not null references parameter_set on delete cascade,
    item     text   not null,
    wanted   text[] not null check (cardinality(wanted) between 1 and 64),   -- in the item's own order, each as the item is read
    position int    not null,
    primary key (set_id, item)
);
