-- Month-end settlement (月结), bills and what is told about them. See docs/decisions/0021.

-- ---------------------------------------------------------------- rules of a company
-- Without a row: 15 days to pay, no days of grace, 0.1 % a day, at most as much as the bill.
create table billing_rule (
    company_id       int primary key references company,
    due_days         smallint    not null default 15 check (due_days between 1 and 90),
    grace_days       smallint    not null default 0 check (grace_days between 0 and 90),
    late_fee_per_day numeric     not null default 0.001 check (late_fee_per_day between 0 and 0.01),
    late_fee_cap     numeric     not null default 1 check (late_fee_cap between 0 and 1),      -- of the bill's amount
    changed_at       timestamptz not null,
    changed_by       text        not null
);

-- When a company settles by itself; the times are told as those of a schedule.
create table settlement_plan (
    company_id       int primary key references company,
    kind             text        not null check (kind in ('CRON', 'WORKING_DAYS', 'SETTLEMENT_DAY')),
    cron             text,
    times            text[],
    non_working      boolean,
    month_days       text[],
    shift            boolean,
    publish          boolean     not null default false,                       -- at once, without anybody's look
    enabled          boolean     not null default true,
    next_due         timestamptz,
    changed_at       timestamptz not null,
    changed_by       text        not null
);
create index settlement_plan_due on settlement_plan (next_due) where enabled;

-- ---------------------------------------------------------------- runs
create table settlement_run (
    id           bigint generated always as identity primary key,
    company_id   int         not null references company,
    period       date        not null check (extract(day from period) = 1),    -- the month's first day
    state        text        not null check (state in ('RUNNING', 'STOPPING', 'STOPPED', 'FAILED', 'REVIEW', 'PUBLISHED', 'DISCARDED', 'DONE')),
    phase        text        not null check (phase in ('SETTLE', 'PUBLISH')),
    dry          boolean     not null,                                         -- prices and writes no bill
    publish      boolean     not null,                                         -- at once, without anybody's look
    chunk        int         not null check (chunk between 1 and 5000),
    slices       smallint    not null check (slices between 1 and 16),
    asked_at     timestamptz not null,
    asked_by     text        not null,
    token        text check (length(token) between 1 and 64),                  -- of the view that asked: once
    execution_id bigint,                                                       -- the newest of the job repository
    instance_id  bigint,
    lease_node   text,                                                         -- who works at it, and until when nobody else may
    lease_until  timestamptz,
    resumed_at   timestamptz,                                                  -- since when the present attempt goes
    attempts     int         not null default 0,
    settled_at   timestamptz,
    published_at timestamptz,
    published_by text,
    failure      text check (length(failure) <= 500)
);
create index settlement_run_company on settlement_run (company_id, id desc);
create unique index settlement_run_token on settlement_run (company_id, token);
create unique index settlement_run_live on settlement_run (company_id, period) where not dry and state in ('RUNNING', 'STOPPING', 'STOPPED', 'FAILED', 'REVIEW');
create index settlement_run_working on settlement_run (lease_until) where state in ('RUNNING', 'STOPPING');
create index settlement_run_instance on settlement_run (instance_id);

-- A part of a run's accounts, worked from the first to the last. What has been done moves on in the transaction that does it.
create table settlement_slice (
    run_id     bigint   not null references settlement_run,
    phase      text     not null check (phase in ('SETTLE', 'PUBLISH')),
    number     smallint not null,
    company_id int      not null,
    after_id   bigint   not null,                                              -- accounts behind this one,
    upto_id    bigint   not null,                                              -- up to this one
    reached_id bigint   not null,                                              -- done up to this one
    accounts   int      not null,
    done       int      not null default 0,
    billed     int      not null default 0,
    skipped    int      not null default 0,                                    -- settled before, or nothing to settle
    parked     int      not null default 0,
    amount_fen bigint   not null default 0,
    quantity   numeric  not null default 0,
    began_done int      not null default 0,                                    -- done when the present attempt began
    moved_at   timestamptz,
    primary key (run_id, phase, number)
);

-- An account that could not be settled, with the reason, until somebody settles it.
create table settlement_parked (
    id          bigint generated always as identity primary key,
    company_id  int         not null references company,
    account_id  bigint      not null references customer_account,
    run_id      bigint references settlement_run,                              -- null: a final bill
    period      date        not null,
    reason      text        not null check (length(reason) between 1 and 60),
    detail      text        not null check (length(detail) <= 500),
    parked_at   timestamptz not null,
    state       text        not null default 'OPEN' check (state in ('OPEN', 'RELEASED', 'SETTLED', 'DRY')),
    changed_at  timestamptz,
    changed_by  text
);
create unique index settlement_parked_open on settlement_parked (account_id, period) where state in ('OPEN', 'RELEASED');
create index settlement_parked_run on settlement_parked (run_id, account_id);
create index settlement_parked_work on settlement_parked (company_id, id) where state in ('OPEN', 'RELEASED');

-- ---------------------------------------------------------------- bills
-- A draft becomes a bill when it is published; only then it stands in the books. A published bill is never changed, it is cancelled and billed anew.
create table bill (
    id                 bigint generated always as identity primary key,
    company_id         int         not null references company,
    account_id         bigint      not null references customer_account,
    run_id             bigint references settlement_run,
    period             date        not null,
    revision           smallint    not null check (revision between 0 and 99),
    number             text        not null check (length(number) between 1 and 40),   -- of account, period and revision
    kind               text        not null check (kind in ('MONTHLY', 'FINAL')),
    state              text        not null check (state in ('DRAFT', 'PUBLISHED', 'CANCELLED')),
    from_day           date        not null,
    to_day             date        not null check (to_day > from_day),
    total_fen          bigint      not null,
    tax_fen            bigint      not null,
    lines              smallint    not null,
    settled_at         timestamptz not null,
    published_at       timestamptz,
    due_on             date,
    balance_before_fen bigint,                                                 -- what the customer had with us then; negative: arrears
    entry_id           bigint,                                                 -- null where nothing is to be paid
    cancelled_at       timestamptz,
    cancelled_by       text,
    cancelled_why      text check (length(cancelled_why) between 1 and 200),
    cancel_entry_id    bigint,
    unique (account_id, period, revision)
);
create unique index bill_once on bill (account_id, from_day) where state <> 'CANCELLED';
create index bill_run on bill (run_id, account_id);
create index bill_company on bill (company_id, period desc, id desc);
create index bill_due on bill (company_id, due_on) where state = 'PUBLISHED';

create table bill_line (
    bill_id        bigint   not null,
    number         smallint not null,
    company_id     int      not null,
    usage_point_id bigint   not null,
    kind           text     not null,
    house          text     not null,                                          -- where its revenue stands
    rule_id        text     not null,
    name_zh        text     not null,
    name_en        text     not null,
    tariff_code    text     not null,
    tariff_version int      not null,
    from_day       date     not null,
    to_day         date     not null,
    register       text,
    step           smallint not null,
    quantity       numeric  not null,
    unit_price     numeric,
    amount_fen     bigint   not null,
    tax_fen        bigint   not null,
    detail         text,
    estimated      boolean  not null,
    readings       jsonb    not null,
    primary key (bill_id, number)
);

-- A point's days on a bill by a tariff, how much it took, and what the steps hold afterwards.
create table bill_point (
    bill_id        bigint  not null,
    usage_point_id bigint  not null,
    from_day       date    not null,
    to_day         date    not null,
    company_id     int     not null,
    tariff_id      int     not null,
    quantity       numeric not null,
    used_year      numeric not null,
    used_month     numeric not null,
    used_free      numeric not null,
    primary key (bill_id, usage_point_id, from_day)
);
create index bill_point_of on bill_point (usage_point_id, to_day desc);

-- ---------------------------------------------------------------- late fees
create table late_fee (
    bill_id    bigint      not null references bill,
    through    date        not null,                                           -- the last day that it is for
    company_id int         not null,
    days       smallint    not null check (days > 0),
    open_fen   bigint      not null check (open_fen > 0),
    per_day    numeric     not null,
    amount_fen bigint      not null check (amount_fen > 0),
    entry_id   bigint      not null,
    posted_at  timestamptz not null,
    primary key (bill_id, through)
);

-- ---------------------------------------------------------------- public shares (公摊)
-- A common meter whose usage falls to units.
create table public_share (
    id             int generated always as identity primary key,
    company_id     int         not null references company,
    usage_point_id bigint      not null references usage_point,
    basis          text        not null check (basis in ('AREA', 'USAGE', 'EQUAL')),
    name_zh        text        not null check (length(name_zh) between 1 and 60),
    name_en        text        not null check (length(name_en) between 1 and 60),
    from_day       date        not null,
    to_day         date check (to_day > from_day),
    created_at     timestamptz not null,
    created_by     text        not null
);
create index public_share_company on public_share (company_id);
create table public_share_member (
    share_id       int     not null references public_share,
    usage_point_id bigint  not null references usage_point,
    company_id     int     not null,
    weight         numeric not null default 1 check (weight >= 0),             -- square metres with AREA
    primary key (share_id, usage_point_id)
);
create index public_share_member_point on public_share_member (usage_point_id);
-- What of a period fell to a unit: reckoned once before the accounts are settled, so that every account's share stands whatever happens in between.
create table public_share_part (
    share_id       int     not null references public_share,
    period         date    not null,
    usage_point_id bigint  not null,
    company_id     int     not null,
    quantity       numeric not null,
    held           text,                                                       -- why it is not known; its units wait
    primary key (share_id, period, usage_point_id)
);
create index public_share_part_point on public_share_part (usage_point_id, period);

-- ---------------------------------------------------------------- the bytes on which charges stand
-- Copied from the log of bytes before its day is dropped, and kept for ever.
create table charge_evidence (
    meter_id     int         not null,
    slot         timestamptz not null,
    reading_type text        not null,
    at           timestamptz not null,
    company_id   int         not null,
    outcome      text        not null,
    request      bytea       not null,
    reply        bytea       not null,
    primary key (meter_id, slot, reading_type)
);
-- Up to which booked span the bytes have been looked for.
create table charge_evidence_mark (
    one     boolean primary key default true check (one),
    span_id bigint not null
);
insert into charge_evidence_mark (span_id) values (0);
create index bill_line_point on bill_line (usage_point_id, bill_id);
