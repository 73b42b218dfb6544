-- Prepayment: what an account still has, what each day cost and why, and the work at the counter.

-- ---------------------------------------------------------------- the available balance
-- One row for each account that is charged by the day. available = ledger balance - charge_so_far_fen; a day is posted once.
create table prepaid_position (
    account_id        bigint primary key references customer_account,
    company_id        int         not null references company,
    next_day          date        not null,                                   -- the first local day that is not posted yet
    charge_so_far_fen bigint      not null default 0,                         -- of what was used since the beginning of next_day
    read_until        timestamptz,                                            -- the latest reading that is in it
    reckoned_at       timestamptz,
    looked_at         timestamptz,                                            -- also when nothing could be reckoned
    parked            text check (length(parked) <= 200),                     -- why it cannot be charged further: a key of the portal's texts, arguments behind '|'
    parked_at         timestamptz,
    overdraft_fen     bigint      not null default 0 check (overdraft_fen between 0 and 100000000)
) with (fillfactor = 80);
create index prepaid_position_company on prepaid_position (company_id, account_id);
create index prepaid_position_due on prepaid_position (next_day, account_id) where parked is null;
create index prepaid_position_looked on prepaid_position (looked_at nulls first, account_id);
create index prepaid_position_parked on prepaid_position (company_id, parked_at) where parked is not null;

-- What the steps of a usage point held at the beginning of a period (calendar month, or the day an agreement began), so that each day is
-- charge(so far) - charge(before) of its period.
create table step_use (
    agreement_id   bigint  not null references agreement,
    company_id     int     not null references company,
    period_from    date    not null,
    this_year      numeric not null check (this_year >= 0),
    this_month     numeric not null check (this_month >= 0),
    free_taken     numeric not null check (free_taken >= 0),
    charged_to     date,                                                      -- the period is charged up to the beginning of this day
    used           text    not null default '',                               -- what was used until then, in as few spans as give the same price
    primary key (agreement_id, period_from)
);

-- Every line that was charged, with what it stands on. Kind DAY is one account and local day; entry_key names the journal entry that took it.
create table charge_line (
    id             bigint generated always as identity primary key,
    company_id     int      not null references company,
    account_id     bigint   not null references customer_account,
    usage_point_id bigint   not null references usage_point,
    agreement_id   bigint   not null references agreement,
    kind           text     not null check (kind in ('DAY', 'BILL')),
    entry_key      text     not null check (length(entry_key) between 1 and 120),
    number         int      not null check (number > 0),                      -- within the entry
    from_day       date     not null,                                         -- what was charged: the day, or the bill's period
    to_day         date     not null check (to_day > from_day),
    line_kind      text     not null,
    rule_id        text     not null,
    name_zh        text     not null,
    name_en        text     not null,
    tariff_code    text     not null,
    tariff_version int      not null,
    line_from      date     not null,
    line_to        date     not null,
    register       text,
    step           int      not null,
    quantity       numeric  not null,
    unit_price     numeric  not null,
    amount_fen     bigint   not null,
    tax_fen        bigint   not null,
    detail         text,
    readings       jsonb    not null,
    estimated      boolean  not null,
    taken_back_at  timestamptz,                                             -- its entry was reversed
    unique (company_id, entry_key, number)
);
create index charge_line_account on charge_line (account_id, from_day, id);
create index charge_line_point on charge_line (usage_point_id, from_day);

-- How often a day of an account was taken back: its next charge has this number behind its key.
create table charge_revision (
    account_id bigint not null references customer_account,
    company_id int    not null references company,
    day        date   not null,
    revision   int    not null check (revision > 0),
    primary key (account_id, day)
);

-- ---------------------------------------------------------------- the counter
-- A cashier's shift (班次): one open at a time; its cash is counted when it ends.
create table cashier_shift (
    id             bigint generated always as identity primary key,
    company_id     int         not null references company,
    cashier        text        not null,
    token          text        not null check (length(token) between 8 and 64),
    float_fen      bigint      not null check (float_fen between 0 and 100000000),
    opened_at      timestamptz not null,
    closed_at      timestamptz,
    expected_fen   bigint,
    counted_fen    bigint check (counted_fen >= 0),
    deposit_fen    bigint check (deposit_fen >= 0),                           -- brought to the bank
    explanation    text check (length(explanation) between 1 and 200),
    closed_by      text,
    unique (company_id, token),
    check ((closed_at is null) = (counted_fen is null)),
    check (closed_at is null or counted_fen = expected_fen or explanation is not null)
);
create unique index cashier_shift_open on cashier_shift (company_id, cashier) where closed_at is null;
create index cashier_shift_company on cashier_shift (company_id, id desc);

-- The last number of a company's receipts, by local day.
create table receipt_number (
    company_id int  not null references company,
    day        date not null,
    last       int  not null,
    primary key (company_id, day)
);

-- What was taken or given back at the counter (收据): one for each token of a form, whoever sends it how often.
create table receipt (
    id             bigint generated always as identity primary key,
    company_id     int         not null references company,
    number         text        not null check (length(number) between 1 and 40),
    token          text        not null check (length(token) between 8 and 64),
    account_id     bigint      not null references customer_account,
    shift_id       bigint references cashier_shift,
    kind           text        not null check (kind in ('RECHARGE', 'REFUND')),
    tender         text        not null check (tender in ('CASH', 'CARD', 'BANK', 'ALIPAY', 'WECHAT')),
    amount_fen     bigint      not null check (amount_fen > 0),
    balance_fen    bigint      not null,                                      -- available afterwards
    reference      text check (length(reference) <= 64),                      -- slip of the card terminal, number of the transfer
    reason         text check (length(reason) between 1 and 200),
    day            date        not null,
    at             timestamptz not null,
    by_name        text        not null,
    reversed_at    timestamptz,
    reversed_by    text,
    reversed_why   text check (length(reversed_why) between 1 and 200),
    reversed_shift bigint references cashier_shift,
    unique (company_id, number),
    unique (company_id, token),
    check ((reversed_at is null) = (reversed_why is null)),
    check (tender <> 'CASH' or shift_id is not null)
);
create index receipt_account on receipt (account_id, id desc);
create index receipt_shift on receipt (shift_id, id);
create index receipt_reversed_shift on receipt (reversed_shift) where reversed_shift is not null;
create index receipt_company on receipt (company_id, id desc);

-- What is done to a balance at the desk without a tender: once for each token.
create table account_adjustment (
    id          bigint generated always as identity primary key,
    company_id  int         not null references company,
    account_id  bigint      not null references customer_account,
    batch_token text        not null check (length(batch_token) between 8 and 64),
    kind        text        not null check (kind in ('SUBSIDY', 'WRITE_OFF', 'ARREARS')),
    amount_fen  bigint      not null check (amount_fen > 0),
    reason      text        not null check (length(reason) between 1 and 200),
    at          timestamptz not null,
    by_name     text        not null,
    unique (company_id, batch_token, account_id)
);
create index account_adjustment_account on account_adjustment (account_id, id desc);
create index account_adjustment_company on account_adjustment (company_id, id desc);

-- A debt that is paid in parts: what is not due yet does not lead to a cut.
create table instalment_plan (
    id         bigint generated always as identity primary key,
    company_id int         not null references company,
    account_id bigint      not null references customer_account,
    token      text        not null check (length(token) between 8 and 64),
    total_fen  bigint      not null check (total_fen > 0),
    reason     text        not null check (length(reason) between 1 and 200),
    made_at    timestamptz not null,
    made_by    text        not null,
    ended_at   timestamptz,
    ended_by   text,
    unique (company_id, token)
);
create unique index instalment_plan_running on instalment_plan (account_id) where ended_at is null;
create table instalment (
    plan_id    bigint   not null references instalment_plan,
    number     smallint not null check (number between 1 and 36),
    company_id int      not null references company,
    due_on     date     not null,
    amount_fen bigint   not null check (amount_fen > 0),
    primary key (plan_id, number)
);

-- Lines of the bank's statement: money that came, until somebody knows for whom.
create table bank_transfer (
    id          bigint generated always as identity primary key,
    company_id  int         not null references company,
    reference   text        not null check (length(reference) between 1 and 64),
    received_on date        not null,
    amount_fen  bigint      not null check (amount_fen > 0),
    payer       text        not null check (length(payer) <= 100),
    text        text        not null default '' check (length(text) <= 200),
    imported_at timestamptz not null,
    imported_by text        not null,
    account_id  bigint references customer_account,
    matched_at  timestamptz,
    matched_by  text,
    unique (company_id, reference),
    check ((account_id is null) = (matched_at is null))
);
create index bank_transfer_open on bank_transfer (company_id, id) where account_id is null;
create index bank_transfer_account on bank_transfer (account_id) where account_id is not null;

-- ---------------------------------------------------------------- the balance in the meter
-- Money that was taken for a meter that counts it itself (表端预付费). It never expires: it ends in the meter, or as a refund that a person decided.
create table meter_purchase (
    id            bigint generated always as identity primary key,
    company_id    int         not null references company,
    account_id    bigint      not null references customer_account,
    meter_id      int         not null references meter,
    entry_key     text        not null check (length(entry_key) between 1 and 120),    -- the tender's
    amount_fen    bigint      not null check (amount_fen between 1 and 99999999),
    number        int check (number >= 0),                                    -- the meter's own count of purchases, which comes round to 0; known once its counter was read
    state         text        not null default 'PAID' check (state in ('PAID', 'CREDITED', 'REFUNDED')),
    command_id    bigint references command,
    tries         int         not null default 0,
    next_try_at   timestamptz not null,
    paid_at       timestamptz not null,
    alarmed_at    timestamptz,
    ended_at      timestamptz,
    ended_by      text,
    why           text check (length(why) between 1 and 200),
    unique (company_id, entry_key),
    check ((state = 'PAID') = (ended_at is null)),
    check (state <> 'REFUNDED' or why is not null)
);
create index meter_purchase_open on meter_purchase (next_try_at) where state = 'PAID';
create index meter_purchase_company on meter_purchase (company_id, id) where state = 'PAID';
create index meter_purchase_meter on meter_purchase (meter_id, id desc);
create index meter_purchase_account on meter_purchase (account_id, id desc);
create index meter_purchase_command on meter_purchase (command_id) where command_id is not null;

-- What a meter said that it has left, beside what the books say.
create table meter_remaining (
    meter_id      int primary key references meter on delete cascade,
    company_id    int         not null references company,
    remaining_fen bigint      not null,
    purchases     int,
    read_at       timestamptz not null,
    books_fen     bigint
);

alter table command drop constraint command_kind_check;
alter table command add check (kind in ('READ', 'RAW', 'WRITE', 'SET_CLOCK', 'SET_PASSWORD', 'SET_ADDRESS', 'SET_BAUD', 'FREEZE', 'CLEAR_DEMAND', 'CLEAR_EVENTS',
    'TRIP', 'PERMIT_CLOSE', 'CLOSE', 'ALARM_ON', 'ALARM_OFF', 'KEEP_POWER_ON', 'KEEP_POWER_OFF', 'RECHARGE'));
