-- Gaps: what a run missed is looked for in the meter's own memory, and what belongs together can be frozen at one moment.

alter table schedule
    add column fill_gaps boolean not null default true,        -- from the meters' memory
    add column read_late boolean not null default false,       -- what no memory has is read later, if it is the newest
    add column simultaneous boolean not null default false;    -- the line freezes at the due instant, and the freeze is read

-- How it is had from the freeze; null: as it stands.
alter table schedule_item add column steps text[];
-- plans are reckoned anew with the next run
delete from schedule_plan;

alter table line_task
    add column kind text not null default 'SWEEP' check (kind in ('SWEEP', 'FREEZE', 'FILL')),
    add column frozen_at timestamptz;                           -- when the order to freeze was on the bus
create index line_task_asking on line_task (line_id) where state <> 'DONE' and kind <> 'SWEEP';

-- What a task asks that is not simply its schedule's items now: several questions to the same meter, one after the other.
create table line_task_question (
    line_task_id  bigint      not null references line_task on delete cascade,
    number        int         not null,
    company_id    int         not null references company,
    meter_id      int         not null references meter on delete cascade,
    item          text        not null,                         -- the schedule's item that it stands for
    reading_types smallint[]  not null,
    source        text        not null check (source in ('NOW', 'INSTANT_FREEZE', 'DAILY_FREEZE', 'HOURLY_FREEZE', 'SETTLEMENT_DAY')),
    steps         text[]      not null check (cardinality(steps) between 1 and 8),
    told          text[]      not null default '{}',            -- what the steps so far have told
    failed_task   bigint,                                       -- the task whose failure it makes good; null in a sweep
    made_at       timestamptz not null default now(),
    ended         text,                                         -- CAME, or why not
    ended_at      timestamptz,
    primary key (line_task_id, number)
);
create index line_task_question_meter on line_task_question (meter_id, made_at);

-- When a failure is looked at next, and what became of it. Those of before stay as they are.
alter table run_failure
    add column fill_at timestamptz,
    add column fill_tries smallint not null default 0,
    add column gap text,                                        -- FILLED, or why it cannot be
    add column gap_at timestamptz;
alter table run_failure alter column fill_at set default now();
create index run_failure_open on run_failure (fill_at) where fill_at is not null;
