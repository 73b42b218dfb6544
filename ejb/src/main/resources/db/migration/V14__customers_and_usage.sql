-- Who takes what where (IEC 61968-9: customer, customer account, agreement, usage point), and how much of it.

-- ---------------------------------------------------------------- customers
create table customer (
    id                     bigint generated always as identity primary key,
    company_id             int         not null references company,
    name                   text        not null check (length(name) between 1 and 100),
    phone                  text check (phone ~ '^\+?[0-9]{5,20}$'),           -- digits alone, so that it is found however it was written
    identity_number_sealed bytea,                                             -- by the vault; purpose customer_identity/<id>
    postal_address         text check (length(postal_address) <= 200),
    invoice_title          text check (length(invoice_title) <= 100),
    tax_number             text check (tax_number ~ '^[0-9A-Z]{15,20}$'),
    note                   text check (length(note) <= 500),
    created_at             timestamptz not null,
    created_by             text        not null
);
create index customer_company on customer (company_id, id);
create index customer_name_search on customer using gin (name gin_trgm_ops);
create index customer_phone_search on customer using gin (phone gin_trgm_ops);
create index customer_phone_end on customer (right(phone, 4));

-- ---------------------------------------------------------------- usage points
create table usage_point (
    id         bigint generated always as identity primary key,
    company_id int         not null references company,
    area_id    int references area,                                           -- the room
    commodity  text        not null check (commodity in ('ELECTRICITY', 'WATER')),
    name       text        not null check (length(name) between 1 and 100),
    most_a_day numeric     not null check (most_a_day > 0),                   -- more cannot pass in a day: kWh or cubic metres
    digits     smallint    not null check (digits between 3 and 12),          -- of the registers, in front of the point: where they begin again at 0
    created_at timestamptz not null,
    created_by text        not null
);
create index usage_point_company on usage_point (company_id, id);
create index usage_point_area on usage_point (area_id);

-- Which meter counted there with which multiplier (CT times PT) from when to when: dated facts. A change of the transformers is a new row
-- of the same meter. One meter at a time.
create table usage_point_meter (
    id             bigint generated always as identity primary key,
    company_id     int         not null references company,
    usage_point_id bigint      not null references usage_point,
    meter_id       int         not null references meter,
    multiplier     numeric     not null check (multiplier > 0 and multiplier <= 1000000),
    from_at        timestamptz not null,
    to_at          timestamptz check (to_at > from_at),
    recorded_at    timestamptz not null,
    recorded_by    text        not null,
    unique (usage_point_id, from_at)
);
create unique index usage_point_meter_now on usage_point_meter (usage_point_id) where to_at is null;
create unique index usage_point_meter_once on usage_point_meter (meter_id) where to_at is null;
create index usage_point_meter_of on usage_point_meter (meter_id, from_at);

-- ---------------------------------------------------------------- accounts
create table customer_account (
    id             bigint generated always as identity primary key,
    company_id     int         not null references company,
    number         text        not null check (number ~ '^[0-9A-Z-]{4,24}$'),
    customer_id    bigint      not null references customer,
    mode           text        not null check (mode in ('PREPAID_SERVER', 'PREPAID_METER', 'POSTPAID')),
    state          text        not null default 'OPEN' check (state in ('OPEN', 'CLOSED')),
    opened_on      date        not null,
    closed_on      date check (closed_on >= opened_on),                       -- the first day that is not the account's any more
    household_size smallint    not null default 1 check (household_size between 1 and 99),
    token          text check (length(token) <= 64),                          -- of the form that it was opened with: once
    created_at     timestamptz not null,
    created_by     text        not null,
    unique (company_id, number),
    unique (company_id, token),
    check ((state = 'CLOSED') = (closed_on is not null))
);
create index customer_account_of on customer_account (customer_id);
create index customer_account_company on customer_account (company_id, id desc);
create index customer_account_number_search on customer_account using gin (number gin_trgm_ops);

-- The last number that was given out, without its check digit.
create table customer_account_number (
    company_id int primary key references company,
    last       bigint not null
);

-- Whose account a usage point is charged to, by which tariff, from day to day (excluded): dated facts. A change of tariff is a new row.
create table agreement (
    id             bigint generated always as identity primary key,
    company_id     int         not null references company,
    account_id     bigint      not null references customer_account,
    usage_point_id bigint      not null references usage_point,
    tariff_id      int         not null,
    from_day       date        not null,
    to_day         date check (to_day > from_day),
    recorded_at    timestamptz not null,
    recorded_by    text        not null,
    unique (usage_point_id, from_day),
    foreign key (tariff_id, company_id) references tariff (id, company_id)
);
create unique index agreement_now on agreement (usage_point_id) where to_day is null;
create index agreement_of on agreement (account_id, from_day);
create index agreement_tariff on agreement (tariff_id) where to_day is null;

-- What was charged already in the running step year or month when a usage point was taken over from another system.
create table usage_carried_in (
    usage_point_id bigint  not null references usage_point,
    company_id     int     not null references company,
    day            date    not null,                                          -- of the cut-over: counted before its beginning
    year_to_date   numeric not null check (year_to_date >= 0),
    month_to_date  numeric not null default 0 check (month_to_date >= 0),
    primary key (usage_point_id, day)
);

-- What happened to an account, for people; never changed.
create table account_event (
    id         bigint generated always as identity primary key,
    company_id int         not null references company,
    account_id bigint      not null references customer_account,
    at         timestamptz not null,
    day        date        not null,
    kind       text        not null,
    detail     text        not null default '',
    by_name    text        not null
);
create index account_event_of on account_event (account_id, id desc);

-- The end of an account or of a tenancy. Billing makes the final bill of it; what is left then is refunded or stays a claim.
create table account_closing (
    account_id   bigint primary key references customer_account,
    company_id   int         not null references company,
    day          date        not null,                                        -- the first day that is not the account's any more
    successor_id bigint references customer_account,                          -- the next tenant's
    reason       text        not null check (length(reason) between 1 and 200),
    state        text        not null default 'FINAL_BILL' check (state in ('FINAL_BILL', 'BILLED', 'SETTLED')),
    refund_fen   bigint check (refund_fen >= 0),
    refund_via   text check (refund_via in ('CASH', 'BANK')),
    asked_at     timestamptz not null,
    asked_by     text        not null,
    settled_at   timestamptz,
    settled_by   text
);
create index account_closing_open on account_closing (company_id, day) where state <> 'SETTLED';

-- ---------------------------------------------------------------- readings by hand, and what was made of readings
-- A value that replaces a reading for usage; the reading itself stays as it came. The last one counts. Null: it does not count at all.
create table reading_edit (
    id           bigint generated always as identity primary key,
    company_id   int         not null references company,
    meter_id     int         not null,
    reading_type smallint    not null references reading_type,
    slot         timestamptz not null,
    before_value numeric     not null,
    after_value  numeric,
    reason       text        not null check (length(reason) between 1 and 200),
    edited_at    timestamptz not null,
    edited_by    text        not null
);
create index reading_edit_of on reading_edit (meter_id, reading_type, slot, id desc);

create table reading_photo (
    id         bigint generated always as identity primary key,
    company_id int         not null references company,
    meter_id   int         not null references meter on delete cascade,
    slot       timestamptz not null,
    media_type text        not null check (media_type in ('image/jpeg', 'image/png', 'image/webp')),
    content    bytea       not null check (length(content) between 1 and 2097152),
    taken_by   text        not null,
    stored_at  timestamptz not null
);
alter table reading_photo alter column content set storage external;          -- compressed already
create index reading_photo_of on reading_photo (meter_id, slot desc);

-- ---------------------------------------------------------------- usage
-- What a usage point took from the beginning of a day to that of another. Written once; withdrawn when a corrected reading makes another of it.
create table usage_span (
    id             bigint generated always as identity primary key,
    company_id     int         not null references company,
    usage_point_id bigint      not null references usage_point,
    from_day       date        not null,
    to_day         date        not null check (to_day > from_day),
    booked_at      timestamptz not null,
    withdrawn_at   timestamptz,
    withdrawn_by   text,
    withdrawn_why  text
);
create unique index usage_span_once on usage_span (usage_point_id, from_day) where withdrawn_at is null;
create index usage_span_end on usage_span (usage_point_id, to_day) where withdrawn_at is null;

-- mark_*: the last real reading that was counted up to, ahead: what has been charged beyond it by estimates. The next real reading makes the difference.
create table usage_item (
    span_id    bigint   not null references usage_span,
    register   text     not null check (register in ('TOTAL', 'SHARP', 'PEAK', 'FLAT', 'VALLEY', 'REACTIVE', 'DEMAND')),
    company_id int      not null,
    quantity   numeric  not null check (quantity >= 0),
    estimated  boolean  not null,
    readings   jsonb    not null,
    mark_meter int,
    mark_type  text,
    mark_at    timestamptz,
    mark_value numeric,
    ahead      numeric  not null default 0 check (ahead >= 0),
    primary key (span_id, register)
);

-- Usage that nobody believes, until a person decides. The raw values stay in it.
create table usage_held (
    id             bigint generated always as identity primary key,
    company_id     int         not null references company,
    usage_point_id bigint      not null references usage_point,
    from_day       date        not null,
    to_day         date        not null,
    register       text        not null,
    reason         text        not null,
    detail         text        not null,                                      -- arguments of the reason, behind '|'
    quantity       numeric,                                                   -- as the readings say, negative too
    rolled         numeric,                                                   -- what it would be had the register begun again at 0
    usual          numeric,                                                   -- what an estimate would say
    readings       jsonb       not null,
    held_at        timestamptz not null,
    state          text        not null default 'OPEN' check (state in ('OPEN', 'DECIDED', 'OVER')),
    decision       text check (decision in ('ACCEPT', 'ESTIMATE', 'CORRECT')),
    decided_at     timestamptz,
    decided_by     text,
    why            text check (length(why) between 1 and 200),
    check ((state = 'DECIDED') = (decision is not null) or state = 'OVER')
);
create unique index usage_held_open on usage_held (usage_point_id, from_day, to_day) where state = 'OPEN';
create index usage_held_work on usage_held (company_id, id) where state = 'OPEN';
create index usage_held_of on usage_held (usage_point_id, from_day);

-- ---------------------------------------------------------------- cut-over
-- A file of another system that was taken over, with its totals. What of it is there already is not taken over twice.
create table cut_over (
    id           bigint generated always as identity primary key,
    company_id   int         not null references company,
    day          date        not null,
    file_name    text        not null check (length(file_name) <= 200),
    file_hash    bytea       not null,                                        -- SHA-256
    rows         int         not null,
    accounts     int         not null,
    opened       int         not null,                                        -- of them not there before
    credit_fen   bigint      not null,                                        -- what customers had with us
    arrears_fen  bigint      not null,                                        -- what they owed, as a positive number
    posted_fen   bigint      not null,                                        -- what the books say of these accounts' openings: credit less arrears
    taken_at     timestamptz not null,
    taken_by     text        not null
);
create index cut_over_company on cut_over (company_id, id desc);
