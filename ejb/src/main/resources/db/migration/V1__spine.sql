-- The spine: who, what hangs where, what is read when, what came, what was ordered.
-- Every business row carries its company. Times are timestamptz; local days are reckoned in the company's zone.

-- ---------------------------------------------------------------- identity
create table company (
    id         int generated always as identity primary key,
    code       text        not null unique check (code ~ '^[A-Z0-9-]{1,32}$'),
    name       text        not null check (length(name) between 1 and 200),
    time_zone  text        not null default 'Asia/Shanghai',
    created_at timestamptz not null default now()
);

create table app_user (
    id            int generated always as identity primary key,
    company_id    int references company,              -- null: staff of the installation, sees every company
    name          text        not null check (length(name) between 1 and 64),
    display_name  text        not null,
    password_hash text        not null,                -- modular crypt, bcrypt
    enabled       boolean     not null default true,
    created_at    timestamptz not null default now()
);
create unique index app_user_name on app_user (lower(name));

create table app_user_role (
    user_id int  not null references app_user on delete cascade,
    role    text not null check (role in ('SYSTEM_ADMIN', 'COMPANY_ADMIN', 'METER_OPERATOR', 'VIEWER')),
    primary key (user_id, role)
);

-- What a caller's Idempotency-Key was answered with.
create table idempotency_key (
    user_name    text        not null,
    key          text        not null check (length(key) between 1 and 200),
    request_hash bytea       not null,
    status       int,                                  -- null while the first request is under way
    response     text,
    created_at   timestamptz not null default now(),
    primary key (user_name, key)
);
create index idempotency_key_age on idempotency_key (created_at);

-- ---------------------------------------------------------------- places
create table area (
    id         int generated always as identity primary key,
    company_id int  not null references company,
    parent_id  int references area,
    kind       text not null check (kind in ('ESTATE', 'BUILDING', 'UNIT')),
    name       text not null check (length(name) between 1 and 100),
    path       text not null,                          -- 'Estate / Building / Unit', for people and for search
    unique nulls not distinct (company_id, parent_id, name)
);

-- ---------------------------------------------------------------- collectors and lines
create table collector (
    id                  int generated always as identity primary key,
    company_id          int         not null references company,
    area_id             int references area,
    code                text        not null unique check (code ~ '^[A-Z0-9:&._-]{1,64}$'),   -- id in the registration
    name                text        not null check (length(name) between 1 and 200),
    state               text        not null default 'ACTIVE' check (state in ('ACTIVE', 'QUARANTINED', 'DISABLED')),
    state_reason        text,
    login_profile       text        not null default 'OPEN'
        check (login_profile in ('OPEN', 'ADDRESS_RANGE', 'TOKEN', 'CERTIFICATE')),
    login_address_range cidr,
    login_token_hash    bytea,                         -- SHA-256
    login_certificate   text,                          -- subject of the client certificate
    heartbeat           text,                          -- text:ping or hex:FE
    heartbeat_answer    text,
    idle_seconds        int         not null default 300 check (idle_seconds between 10 and 86400),
    online              boolean     not null default false,
    since               timestamptz not null default now(),   -- of the present state, online or offline
    last_seen           timestamptz,
    owner_node          text,
    owner_epoch         bigint      not null default 0,
    socket_id           bigint,
    remote_address      text,
    swaps               int         not null default 0,        -- logins from another box that displaced a live one, in the window
    swaps_since         timestamptz,
    created_at          timestamptz not null default now(),
    check (login_profile <> 'ADDRESS_RANGE' or login_address_range is not null),
    check (login_profile <> 'TOKEN' or login_token_hash is not null),
    check (login_profile <> 'CERTIFICATE' or login_certificate is not null)
);
create index collector_company on collector (company_id, code);
create index collector_owner on collector (owner_node) where online;

-- One row for each stretch of being online: the base of online-time statistics.
create table collector_session (
    id             bigint generated always as identity primary key,
    company_id     int         not null references company,
    collector_id   int         not null references collector,
    owner_epoch    bigint      not null,
    node           text        not null,
    remote_address text        not null,
    began_at       timestamptz not null,
    ended_at       timestamptz,
    end_reason     text,
    unique (collector_id, owner_epoch)
);
create index collector_session_time on collector_session (collector_id, began_at desc);
create index collector_session_recent on collector_session (began_at);
create index collector_session_open on collector_session (node) where ended_at is null;

-- Boxes that knocked and were not let in.
create table quarantine (
    id              int generated always as identity primary key,
    registration_id text        not null unique,
    reason          text        not null check (reason in ('UNKNOWN', 'PROFILE', 'SWAPPING', 'DISABLED')),
    detail          text,
    first_seen      timestamptz not null,
    last_seen       timestamptz not null,
    attempts        int         not null default 1,
    remote_address  text        not null,
    node            text,
    socket_id       bigint                              -- while its socket is parked
);
create index quarantine_seen on quarantine (last_seen desc);

create table line (
    id                 int generated always as identity primary key,
    company_id         int      not null references company,
    collector_id       int      not null references collector,
    number             smallint not null default 1 check (number between 1 and 16),
    baud               int      not null default 2400 check (baud in (300, 600, 1200, 2400, 4800, 9600, 19200, 38400, 115200)),
    first_reply_millis int      not null default 2500 check (first_reply_millis between 1 and 60000),
    unique (collector_id, number)
);

-- ---------------------------------------------------------------- meters
create table meter (
    id          int generated always as identity primary key,
    company_id  int         not null references company,
    line_id     int         not null references line,
    area_id     int references area,
    protocol    text        not null,
    address     text        not null check (length(address) between 1 and 32),
    name        text        not null check (length(name) between 1 and 200),
    protected   boolean     not null default false,     -- never tripped (保电)
    created_at  timestamptz not null default now(),
    unique (line_id, address)
);
create index meter_company on meter (company_id, id);
create index meter_area on meter (area_id);
create extension if not exists pg_trgm;
create index meter_address_search on meter using gin (address gin_trgm_ops);
create index meter_name_search on meter using gin (name gin_trgm_ops);
create index area_path_search on area using gin (path gin_trgm_ops);

-- What changes with every exchange, apart from the archive so that its rows stay small and are updated in place.
create table meter_state (
    meter_id             int primary key references meter on delete cascade,
    company_id           int not null references company,
    supply               text not null default 'UNKNOWN' check (supply in ('UNKNOWN', 'CLOSED', 'OPEN')),
    supply_at            timestamptz,
    last_contact_at      timestamptz,
    reply_millis         int not null default 0,
    deviation_millis     int not null default 0,
    consecutive_failures int not null default 0,
    next_probe_at        timestamptz
) with (fillfactor = 60);

create table meter_group (
    id         int generated always as identity primary key,
    company_id int  not null references company,
    name       text not null check (length(name) between 1 and 100),
    unique (company_id, name)
);
create table meter_group_member (
    group_id   int not null references meter_group on delete cascade,
    meter_id   int not null references meter on delete cascade,
    company_id int not null references company,
    primary key (group_id, meter_id)
);
create index meter_group_member_meter on meter_group_member (meter_id);

-- ---------------------------------------------------------------- readings
create table reading_type (
    id      smallint primary key,
    code    text     not null unique,
    name_en text     not null,
    name_zh text     not null,
    unit    text     not null,
    kind    text     not null check (kind in ('REGISTER', 'GAUGE'))   -- a register counts up, a gauge goes up and down
);

-- Which single items of a protocol are kept under which reading type.
create table reading_type_item (
    protocol        text     not null,
    item            text     not null,
    reading_type_id smallint not null references reading_type,
    primary key (protocol, item)
);

-- Whether a single item belongs to what was asked: the item itself, or a block written with FF.
create function item_within(single text, asked text) returns boolean language sql immutable parallel safe as
$$
select single = asked or single like replace(asked, 'FF', '__')
$$;

create table reading (
    slot         timestamptz not null,                  -- the due instant, or the meter's own freeze time
    received_at  timestamptz not null,
    meter_id     int         not null,
    company_id   int         not null,
    reading_type smallint    not null,
    source       smallint    not null,                  -- 1 schedule, 2 on demand, 3 meter's memory, 4 by hand
    quality      smallint    not null,                  -- 1 good, 2 late
    value        numeric     not null,
    primary key (meter_id, reading_type, slot)
) partition by range (slot);

-- Readings whose time is outside sane bounds wait here for a person.
create table reading_held (
    id           bigint generated always as identity primary key,
    company_id   int         not null references company,
    meter_id     int         not null,
    reading_type smallint    not null,
    slot         timestamptz not null,
    value        numeric     not null,
    received_at  timestamptz not null,
    source       smallint    not null,
    why          text        not null,
    unique (meter_id, reading_type, slot)
);

-- The bytes of both directions, passwords zeroed. Found by time, then meter; rows lie in order of time.
create table frame_log (
    at           timestamptz not null,
    company_id   int         not null,
    collector_id int         not null,
    meter_id     int         not null,
    priority     boolean     not null,
    outcome      text        not null,
    request      bytea       not null,
    reply        bytea       not null                   -- the frames of the answer, one behind the other
) partition by range (at);
create index frame_log_at on frame_log using brin (at) with (pages_per_range = 16);

-- Creates the missing months of the archive that touch [from_day, to_day]. Safe to run on several nodes at once.
create function ensure_reading_partitions(from_day date, to_day date) returns int language plpgsql as
$$
declare
    made int := 0;
    month date;
    name text;
begin
    perform pg_advisory_xact_lock(hashtext('wattwell.partitions'));
    for month in select generate_series(date_trunc('month', from_day), date_trunc('month', to_day), interval '1 month')::date loop
        name := 'reading_' || to_char(month, 'YYYY_MM');
        if to_regclass(name) is null then
            execute format('create table %I partition of reading for values from (%L) to (%L)', name,
                           month || ' 00:00:00+00', (month + interval '1 month')::date || ' 00:00:00+00');
            made := made + 1;
        end if;
    end loop;
    return made;
end
$$;

-- Creates the missing days of raw bytes.
create function ensure_frame_partitions(from_day date, to_day date) returns int language plpgsql as
$$
declare
    made int := 0;
    day  date;
    name text;
begin
    perform pg_advisory_xact_lock(hashtext('wattwell.partitions'));
    for day in select generate_series(from_day, to_day, interval '1 day')::date loop
        name := 'frame_log_' || to_char(day, 'YYYY_MM_DD');
        if to_regclass(name) is null then
            execute format('create table %I partition of frame_log for values from (%L) to (%L)', name,
                           day || ' 00:00:00+00', (day + 1) || ' 00:00:00+00');
            made := made + 1;
        end if;
    end loop;
    return made;
end
$$;

-- Drops the days of bytes that ended before the given day.
create function drop_frame_log_before(first_kept date) returns int language plpgsql as
$$
declare
    dropped int := 0;
    name    text;
begin
    perform pg_advisory_xact_lock(hashtext('wattwell.partitions'));
    for name in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'frame_log'::regclass and c.relname < 'frame_log_' || to_char(first_kept, 'YYYY_MM_DD')
    loop
        execute format('drop table %I', name);
        dropped := dropped + 1;
    end loop;
    return dropped;
end
$$;

-- ---------------------------------------------------------------- schedules and runs
create table schedule (
    id               int generated always as identity primary key,
    company_id       int         not null references company,
    name             text        not null check (length(name) between 1 and 100),
    kind             text        not null check (kind in ('CRON', 'INTERVAL')),
    cron             text,
    interval_seconds int check (interval_seconds between 5 and 31536000),
    target           text        not null check (target in ('ALL', 'AREA', 'GROUP', 'COLLECTOR', 'METER')),
    target_id        int,
    protocol         text        not null default 'DLT645_2007',
    items            text[]      not null check (cardinality(items) between 1 and 16),
    enabled          boolean     not null default true,
    next_due         timestamptz,
    created_at       timestamptz not null default now(),
    unique (company_id, name),
    check ((kind = 'CRON') = (cron is not null)),
    check ((kind = 'INTERVAL') = (interval_seconds is not null)),
    check ((target = 'ALL') = (target_id is null))
);
create index schedule_due on schedule (next_due) where enabled;

-- Which meters a schedule reads.
create view schedule_meter as
select s.id as schedule_id, m.id as meter_id, m.line_id, m.company_id
from schedule s
join meter m on m.company_id = s.company_id and m.protocol = s.protocol
where case s.target
    when 'ALL' then true
    when 'METER' then m.id = s.target_id
    when 'COLLECTOR' then exists (select 1 from line l where l.id = m.line_id and l.collector_id = s.target_id)
    when 'GROUP' then exists (select 1 from meter_group_member g where g.group_id = s.target_id and g.meter_id = m.id)
    when 'AREA' then exists (
        select 1 from area a left join area p on p.id = a.parent_id
        where a.id = m.area_id and s.target_id in (a.id, a.parent_id, p.parent_id))
end;

create table reading_run (
    id          bigint generated always as identity primary key,
    company_id  int         not null references company,
    schedule_id int         not null references schedule,
    slot        timestamptz not null,                   -- the due instant
    began_at    timestamptz not null,
    lines       int         not null,
    expected    int         not null,                   -- meters times items
    failed      int         not null default 0,         -- known when finished
    missed      int         not null default 0,         -- due instants before this one that were passed over
    finished_at timestamptz,
    unique (schedule_id, slot)
);
create index reading_run_company on reading_run (company_id, slot desc);
create index reading_run_slot on reading_run (slot desc);
create index reading_run_open on reading_run (id) where finished_at is null;

create table line_task (
    id            bigint generated always as identity primary key,
    company_id    int         not null references company,
    run_id        bigint      not null references reading_run on delete cascade,
    line_id       int         not null references line,
    collector_id  int         not null references collector,
    slot          timestamptz not null,
    expected      int         not null,
    state         text        not null default 'WAITING' check (state in ('WAITING', 'HANDED_OVER', 'DONE')),
    node          text,
    owner_epoch   bigint,
    lease_until   timestamptz,
    wake_at       timestamptz not null,                 -- when the sweeper rings again while it waits
    expires_at    timestamptz not null,
    first_sent_at timestamptz,
    finished_at   timestamptz
);
create index line_task_open on line_task (wake_at) where state = 'WAITING';
create index line_task_held on line_task (node, lease_until) where state = 'HANDED_OVER';
create index line_task_collector on line_task (collector_id) where state <> 'DONE';
create index line_task_run on line_task (run_id);

create table run_failure (
    line_task_id bigint      not null references line_task on delete cascade,
    meter_id     int         not null,
    item         text        not null,
    company_id   int         not null,
    run_id       bigint      not null,
    reason       text        not null,
    at           timestamptz not null,
    primary key (line_task_id, meter_id, item)
);
create index run_failure_run on run_failure (run_id);
create index run_failure_meter on run_failure (meter_id, at desc);

-- ---------------------------------------------------------------- commands
create table command (
    id           bigint generated always as identity primary key,
    company_id   int         not null references company,
    meter_id     int         not null references meter,
    kind         text        not null check (kind in ('READ', 'TRIP', 'CLOSE')),
    items        text[],
    reason       text,
    requested_by text        not null,
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    state        text        not null default 'WAITING'
        check (state in ('WAITING', 'SENT', 'ACCEPTED', 'CONFIRMED', 'FAILED', 'EXPIRED', 'WITHDRAWN')),
    step         text        not null default 'ACT' check (step in ('ACT', 'VERIFY')),   -- what the next attempt does
    attempts     int         not null default 0,
    acts         int         not null default 0,        -- attempts that may have moved the relay
    verifies     int         not null default 0,        -- looks at the relay since the last act
    node         text,
    owner_epoch  bigint,
    lease_until  timestamptz,
    wake_at      timestamptz not null,
    result       jsonb,
    failure      text,
    finished_at  timestamptz
);
create index command_open on command (wake_at) where state in ('WAITING', 'SENT', 'ACCEPTED');
create index command_meter on command (meter_id, id desc);
create index command_company on command (company_id, id desc);

-- One row for each time a command was handed to the adapter; written before it is handed over.
create table command_attempt (
    command_id     bigint      not null references command on delete cascade,
    attempt        int         not null,
    company_id     int         not null,
    step           text        not null,
    node           text        not null,
    owner_epoch    bigint      not null,
    handed_over_at timestamptz not null,
    sent_at        timestamptz,
    ended_at       timestamptz,
    outcome        text,
    request        bytea       not null,                -- passwords zeroed
    reply          bytea,
    item           text,                                -- what a READ asked for
    failure        text,
    primary key (command_id, attempt)
);

create table command_event (
    id         bigint generated always as identity primary key,
    command_id bigint      not null references command on delete cascade,
    company_id int         not null,
    at         timestamptz not null,
    state      text        not null,
    detail     text        not null                     -- a key of the portal's texts, with its arguments behind '|'
);
create index command_event_command on command_event (command_id, id);

-- Deliveries of the adapter that could not be taken, set aside for a person.
create table poison_delivery (
    id       bigint generated always as identity primary key,
    at       timestamptz not null,
    node     text        not null,
    cause    text        not null,
    delivery text        not null
);

-- Things a person should see: the dashboard's latest events.
create table notice_event (
    id           bigint generated always as identity primary key,
    company_id   int references company,
    at           timestamptz not null,
    severity     text        not null check (severity in ('INFO', 'WARNING', 'ALARM')),
    kind         text        not null,
    collector_id int,
    meter_id     int,
    detail       text        not null
);
create index notice_event_at on notice_event (at desc);
create index notice_event_company on notice_event (company_id, at desc);
