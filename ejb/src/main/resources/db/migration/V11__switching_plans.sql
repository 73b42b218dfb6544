-- Timed switching: what goes dark every night, or outside of market hours, and gets its supply back.
create table switching_plan (
    id               int generated always as identity primary key,
    company_id       int         not null references company,
    name             text        not null check (length(name) between 1 and 100),
    target           text        not null check (target in ('GROUP', 'AREA', 'COLLECTOR')),
    target_id        int         not null,
    days             text        not null check (days in ('EVERY_DAY', 'WORKING_DAYS', 'NON_WORKING_DAYS')),   -- of the off; its on belongs to it
    off_time         time        not null,               -- local
    on_time          time        not null,               -- local; not later than the off: on the next day
    on_action        text        not null check (on_action in ('CLOSE', 'PERMIT_CLOSE')),
    enabled          boolean     not null default true,
    next_off         timestamptz,                        -- null while disabled
    next_on          timestamptz,                        -- of the off that was done; owed also while disabled
    off_batch        bigint references command_batch,    -- whose meters the on is owed to
    dark_before      int[]       not null default '{}',  -- meters of it that somebody else had tripped already; they are not closed
    expected_dark_by text,                               -- who said that the target is meant to go dark: its trips pass the brake
    expected_dark_at timestamptz,
    created_at       timestamptz not null,
    unique (company_id, name),
    check (off_time <> on_time),
    check ((next_on is null) = (off_batch is null)),
    check ((expected_dark_by is null) = (expected_dark_at is null)),
    check (enabled = (next_off is not null))
);
create index switching_plan_due on switching_plan (least(next_off, next_on)) where least(next_off, next_on) is not null;

-- Batches that plans made.
create table switching_plan_batch (
    batch_id   bigint primary key references command_batch on delete cascade,
    plan_id    int not null references switching_plan,
    company_id int not null references company
);
create index switching_plan_batch_plan on switching_plan_batch (plan_id, batch_id desc);
