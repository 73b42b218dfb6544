-- Many meters ordered at once, the brake that keeps a building from going dark at once, and orders by ciphertext.

-- ---------------------------------------------------------------- batches
create table command_batch (
    id           bigint generated always as identity primary key,
    company_id   int         not null references company,
    kind         text        not null,                   -- of its commands
    parameters   jsonb,                                  -- of its commands
    target       text        not null check (target in ('METER_LIST', 'GROUP', 'AREA', 'COLLECTOR')),
    target_id    int,                                    -- null for a list of meters
    reason       text        not null check (length(reason) between 1 and 500),
    requested_by text        not null,
    created_at   timestamptz not null,
    total        int         not null,                   -- commands it made
    skipped      int         not null,                   -- meters that got none
    state        text        not null default 'RUNNING' check (state in ('RUNNING', 'STOPPED', 'DONE')),
    stopped_why  text,                                   -- a key of the portal's texts, with its arguments behind '|'
    finished_at  timestamptz,
    repeats      bigint references command_batch,        -- the batch whose failed meters it orders again
    check ((target = 'METER_LIST') = (target_id is null))
);
create index command_batch_company on command_batch (company_id, id desc);
create index command_batch_open on command_batch (id) where state <> 'DONE';

-- Meters of the target that got no command, and why.
create table command_batch_skip (
    batch_id   bigint not null references command_batch on delete cascade,
    meter_id   int    not null references meter on delete cascade,
    company_id int    not null references company,
    reason     text   not null,                          -- a key of the portal's refusals, with its arguments behind '|'
    primary key (batch_id, meter_id)
);
create index command_batch_skip_meter on command_batch_skip (meter_id);

alter table command add constraint command_batch_fk foreign key (batch_id) references command_batch;
create index command_batch_waits on command (batch_id) where batch_id is not null and state in ('WAITING', 'SENT', 'ACCEPTED');

-- ---------------------------------------------------------------- the brake
-- How much of a building may go dark at once. Rows are only added, so that it stays known who loosened it when and why: the newest row of
-- a place holds, without one that of the place above, then the company's (area_id null), then 20 % in 10 minutes.
create table brake_rule (
    id         int generated always as identity primary key,
    company_id int         not null references company,
    area_id    int references area,
    state      text        not null check (state in ('ON', 'OFF', 'INHERITED')),
    percent    int         not null check (percent between 1 and 100),
    minutes    int         not null check (minutes between 1 and 1440),
    minimum    int         not null check (minimum between 1 and 1000),   -- fewer dark meters than these never bite
    trip_from  time,                                     -- local hours in which trips may be sent, null for all
    trip_until time,
    reason     text        not null check (length(reason) between 1 and 500),
    changed_by text        not null,
    changed_at timestamptz not null,
    check ((trip_from is null) = (trip_until is null))
);
create index brake_rule_place on brake_rule (company_id, area_id, id desc);

-- Whoever is about to trip a meter of a building holds its row to the end of the transaction, so that two never count past each other.
-- Meters without a place are taken together by their collector.
create table brake_lock (
    company_id   int not null references company,
    area_id      int references area on delete cascade,
    collector_id int references collector on delete cascade,
    unique nulls not distinct (area_id, collector_id)
);

-- A person let something go on that the brake had stopped.
create table brake_release (
    id          bigint generated always as identity primary key,
    company_id  int         not null references company,
    batch_id    bigint references command_batch,
    command_id  bigint references command on delete cascade,
    released_by text        not null,
    reason      text        not null check (length(reason) between 1 and 500),
    at          timestamptz not null,
    check ((batch_id is null) <> (command_id is null))
);
create index brake_release_batch on brake_release (batch_id) where batch_id is not null;
create index brake_release_command on brake_release (command_id) where command_id is not null;

alter table command add column acted_at timestamptz;     -- when the order itself was handed to the line for the last time
alter table command add column held boolean not null default false;       -- the brake holds it
update command set acted_at = created_at where kind = 'TRIP' and acts > 0 and created_at > now() - interval '1 day';
create index command_tripped on command (meter_id, acted_at) where kind = 'TRIP' and acted_at is not null;

-- ---------------------------------------------------------------- orders by ciphertext
alter table command drop constraint command_step_check;
alter table command add constraint command_step_check check (step in ('AUTHENTICATE', 'ACT', 'VERIFY'));
