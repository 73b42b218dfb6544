-- Holidays and make-up working days; schedules that fall due by them; how long a line's share of a run was thought to take.
create table calendar_day (
    id         int generated always as identity primary key,
    company_id int references company,                  -- null: for all companies; a company's own row goes before it
    day        date    not null check (day between '2000-01-01' and '2100-12-31'),
    kind       text    not null check (kind in ('HOLIDAY', 'WORKING_DAY')),
    name_zh    text    not null check (length(name_zh) between 1 and 100),
    name_en    text    not null check (length(name_en) between 1 and 100),
    reckoned   boolean not null default false,          -- by law and the lunar calendar, not yet announced or confirmed
    unique nulls not distinct (company_id, day)
);

-- Years whose days were once proposed; what a person makes of them afterwards stays.
create table calendar_year (
    year        int primary key,
    proposed_at timestamptz not null
);

-- The newest changes of each calendar, with what stood there before, so that the last one can be taken back.
create table calendar_change (
    id         bigint generated always as identity primary key,
    company_id int references company,
    at         timestamptz not null,
    changed_by text        not null,
    kind       text        not null check (kind in ('MARK', 'REMOVE', 'IMPORT', 'CONFIRM'))
);
create index calendar_change_company on calendar_change (company_id, id desc);

create table calendar_change_day (
    change_id bigint not null references calendar_change on delete cascade,
    day       date   not null,
    kind      text,                                     -- null: nothing stood there
    name_zh   text,
    name_en   text,
    reckoned  boolean,
    primary key (change_id, day)
);

alter table schedule
    drop constraint schedule_kind_check,
    add constraint schedule_kind_check check (kind in ('CRON', 'INTERVAL', 'WORKING_DAYS', 'SETTLEMENT_DAY')),
    add column times       text[] check (cardinality(times) between 1 and 24),          -- local times HH:mm
    add column non_working boolean,                                                      -- on the other days instead
    add column month_days  text[] check (cardinality(month_days) between 1 and 29),     -- 1 to 28, or LAST
    add column shift       boolean,                                                      -- to the next working day
    add constraint schedule_times_kind check ((kind in ('WORKING_DAYS', 'SETTLEMENT_DAY')) = (times is not null)),
    add constraint schedule_non_working_kind check ((kind = 'WORKING_DAYS') = (non_working is not null)),
    add constraint schedule_month_days_kind check ((kind = 'SETTLEMENT_DAY') = (month_days is not null)),
    add constraint schedule_shift_kind check ((kind = 'SETTLEMENT_DAY') = (shift is not null));

alter table line_task add column predicted_millis int check (predicted_millis >= 0);
