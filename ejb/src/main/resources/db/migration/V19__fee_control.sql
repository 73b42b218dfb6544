-- Fee control (费控): who is warned, who is cut and why, and how fast the supply of somebody who paid comes back.

-- Per company; rows are only added, so that it stays known who changed what and why. The newest holds; without one nobody is cut.
create table fee_control_setting (
    id                int generated always as identity primary key,
    company_id        int         not null references company,
    enabled           boolean     not null,                                   -- whether anybody is cut by itself
    warn_fen          bigint[]    not null,                                   -- levels, falling: a warning at each
    trip_below_fen    bigint      not null,                                   -- available for control below this: grace begins
    restore_from_fen  bigint      not null,                                   -- given back from this on
    grace_minutes     int         not null check (grace_minutes between 0 and 43200),
    cut_from          time,                                                   -- local hours in which somebody may be cut; null for all
    cut_until         time,
    cut_on_rest_days  boolean     not null,                                   -- by the company's calendar
    restore_by        text        not null check (restore_by in ('CLOSE', 'PERMIT_CLOSE')),   -- of relays; valves are opened
    late_seconds      int         not null check (late_seconds between 5 and 86400),
    changed_by        text        not null,
    changed_at        timestamptz not null,
    reason            text        not null check (length(reason) between 1 and 200),
    check ((cut_from is null) = (cut_until is null)),
    check (restore_from_fen >= trip_below_fen),
    check (cardinality(warn_fen) between 0 and 5)
);
create index fee_control_setting_company on fee_control_setting (company_id, id desc);

-- Where an account stands. Only those that were warned or are short have a row.
create table fee_control_account (
    account_id  bigint primary key references customer_account,
    company_id  int         not null references company,
    level       smallint    not null default 0,                               -- how many levels it is below
    warned_at   timestamptz,
    short_since timestamptz,                                                  -- below the limit since
    cut_after   timestamptz,                                                  -- grace is over then
    held_back   text,                                                         -- why it is not cut though it is due: a key of the portal's texts, arguments behind '|'
    seen_fen    bigint      not null
);
create index fee_control_account_due on fee_control_account (cut_after) where cut_after is not null;
create index fee_control_account_company on fee_control_account (company_id, cut_after, account_id);

-- A cut with its reasons. A restore belongs to it; the stopwatch runs from what was paid to what was read back.
create table fee_control_case (
    id               bigint generated always as identity primary key,
    company_id       int         not null references company,
    account_id       bigint      not null references customer_account,
    meter_id         int         not null references meter,
    state            text        not null check (state in ('CUTTING', 'CUT', 'RESTORING', 'RESTORED', 'CALLED_OFF')),
    decided_at       timestamptz not null,
    available_fen    bigint      not null,                                    -- when it was decided
    limit_fen        bigint      not null,
    reasons          jsonb       not null,                                    -- what was looked at, in words of the portal
    trip_command     bigint references command,
    cut_at           timestamptz,                                             -- read back
    restore_command  bigint references command,
    paid_at          timestamptz,
    posted_at        timestamptz,
    ordered_at       timestamptz,
    sent_at          timestamptz,
    accepted_at      timestamptz,
    read_back_at     timestamptz,
    restore_tries    int         not null default 0,
    next_try_at      timestamptz,
    permitted        boolean     not null default false,                      -- ended with the resident's key still to be pressed
    late_told_at     timestamptz,
    ended_at         timestamptz,
    why              text
);
create unique index fee_control_case_open on fee_control_case (meter_id) where state in ('CUTTING', 'CUT', 'RESTORING');
create index fee_control_case_account on fee_control_case (account_id, id desc);
create index fee_control_case_company on fee_control_case (company_id, id desc);
create index fee_control_case_state on fee_control_case (company_id, state, id) where state in ('CUTTING', 'CUT', 'RESTORING');
create index fee_control_case_trip on fee_control_case (trip_command) where trip_command is not null;
create index fee_control_case_restore on fee_control_case (restore_command) where restore_command is not null;
create index fee_control_case_try on fee_control_case (next_try_at) where state = 'RESTORING';
create index fee_control_case_watch on fee_control_case (company_id, read_back_at) where read_back_at is not null;
