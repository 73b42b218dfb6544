-- Money that comes through payment channels (Alipay, WeChat Pay): contracts, orders, what was paid, what went back, and the channels' own statements.

-- ---------------------------------------------------------------- contracts
create table merchant_account (
    id              int generated always as identity primary key,
    company_id      int         not null references company,
    channel         text        not null check (channel in ('ALIPAY', 'WECHAT')),
    merchant_number text        not null check (merchant_number ~ '^[0-9A-Za-z]{4,32}$'),
    app_id          text        not null check (app_id ~ '^[0-9A-Za-z]{4,32}$'),
    fee_ppm         int         not null check (fee_ppm between 0 and 100000),    -- what the channel keeps, in parts of a million
    enabled         boolean     not null default true,
    changed_at      timestamptz not null,
    changed_by      text        not null,
    unique (company_id, channel)
);

-- The newest signs; every one that is still valid is believed, so that keys are changed without a break (轮换). Sealed by the vault under
-- merchant_key/<id>/private and merchant_key/<id>/api3.
create table merchant_key (
    id                    int generated always as identity primary key,
    company_id            int         not null references company,
    merchant_account_id   int         not null references merchant_account,
    private_key_sealed    bytea,
    private_key_serial    text,
    channel_public_key    text        not null,
    channel_public_key_id text,
    api_v3_key_sealed     bytea,
    valid_from            timestamptz not null,
    valid_to              timestamptz,
    added_by              text        not null
);
create index merchant_key_of on merchant_key (merchant_account_id, id desc);

-- ---------------------------------------------------------------- orders
create table payment_order (
    id                  bigint generated always as identity primary key,
    company_id          int         not null references company,
    merchant_account_id int         not null references merchant_account,
    channel             text        not null check (channel in ('ALIPAY', 'WECHAT')),
    product             text        not null check (product in ('QR', 'H5', 'JSAPI', 'PAYMENT_CODE')),
    number              text        not null unique check (number ~ '^[0-9A-Za-z]{10,32}$'),
    customer_account_id bigint      not null references customer_account,
    amount_fen          bigint      not null check (amount_fen between 1 and 10000000),
    subject             text        not null check (length(subject) between 1 and 60),
    token               text        not null check (length(token) between 8 and 64),   -- of the form that it was ordered with: once
    payer               text check (length(payer) <= 128),                             -- openid; never a payment code
    state               text        not null check (state in ('CREATED', 'OPEN', 'PAID', 'CLOSED', 'FAILED')),
    code                text check (length(code) <= 2048),                             -- what the QR shows, or the page or session to pay on
    failure             text check (length(failure) <= 300),
    created_at          timestamptz not null,
    created_by          text        not null,
    expires_at          timestamptz not null,
    ended_at            timestamptz,
    queries             int         not null default 0,
    next_query_at       timestamptz,
    claimed_until       timestamptz,
    unique (company_id, token)
);
create index payment_order_company on payment_order (company_id, id desc);
create index payment_order_state on payment_order (company_id, state, id desc);
create index payment_order_of on payment_order (customer_account_id, id desc);
create index payment_order_due on payment_order (next_query_at) where next_query_at is not null;

create table payment_order_event (
    id         bigint generated always as identity primary key,
    company_id int         not null references company,
    order_id   bigint      not null references payment_order,
    at         timestamptz not null,
    kind       text        not null check (length(kind) <= 40),
    detail     text        not null default '' check (length(detail) <= 300)
);
create index payment_order_event_of on payment_order_event (order_id, id);

-- ---------------------------------------------------------------- notices, as they came
create table payment_notice (
    id                  bigint generated always as identity primary key,
    company_id          int         not null references company,
    merchant_account_id int         not null references merchant_account,
    received_at         timestamptz not null,
    remote_address      text        not null check (length(remote_address) <= 64),
    headers             text        not null check (length(headers) <= 4000),
    body                text        not null check (length(body) <= 16000),
    verdict             text        not null check (length(verdict) <= 40),
    order_number        text,
    trade_number        text,
    amount_fen          bigint,
    answered_at         timestamptz
);
create index payment_notice_company on payment_notice (company_id, id desc);
create index payment_notice_bad on payment_notice (merchant_account_id, received_at) where verdict in ('BAD_SIGNATURE', 'MALFORMED');
create index payment_notice_order on payment_notice (order_number) where order_number is not null;

-- ---------------------------------------------------------------- facts
-- Money that came: each its own fact, however many orders, notices or people there were. Never changed.
create table payment (
    id                  bigint generated always as identity primary key,
    company_id          int         not null references company,
    channel             text        not null check (channel in ('ALIPAY', 'WECHAT')),
    merchant_account_id int         not null references merchant_account,
    trade_number        text        not null check (length(trade_number) between 1 and 64),
    order_number        text        not null check (length(order_number) <= 64),
    order_id            bigint references payment_order,
    customer_account_id bigint references customer_account,                       -- null: SUSPENSE
    amount_fen          bigint      not null check (amount_fen > 0),
    paid_at             timestamptz not null,
    channel_day         date        not null,                                     -- the channel's own day, UTC+8: that of its statement
    learned_by          text        not null check (learned_by in ('NOTICE', 'QUERY', 'PAYMENT_CODE', 'STATEMENT')),
    learned_at          timestamptz not null,
    remark              text check (remark in ('SECOND', 'LATE', 'OTHER_AMOUNT', 'NO_ORDER', 'ACCOUNT_CLOSED')),
    payer               text check (length(payer) <= 128),
    entry_id            bigint references journal_entry,
    unique (company_id, channel, trade_number)
);
create index payment_company on payment (company_id, id desc);
create index payment_of_order on payment (order_id) where order_id is not null;
create index payment_of on payment (customer_account_id, id desc);
create index payment_day on payment (merchant_account_id, channel_day);
create index payment_suspense on payment (company_id, id) where customer_account_id is null;

create table payment_refund (
    id                    bigint generated always as identity primary key,
    company_id            int         not null references company,
    payment_id            bigint      not null references payment,
    number                text        not null unique check (number ~ '^[0-9A-Za-z]{10,32}$'),
    amount_fen            bigint      not null check (amount_fen > 0),
    reason                text        not null check (length(reason) between 1 and 80),
    token                 text        not null check (length(token) between 8 and 64),
    state                 text        not null check (state in ('REQUESTED', 'SENT', 'DONE', 'FAILED')),
    channel_refund_number text check (length(channel_refund_number) <= 64),
    requested_at          timestamptz not null,
    requested_by          text        not null,
    done_at               timestamptz,
    channel_day           date,
    failure               text check (length(failure) <= 300),
    entry_id              bigint      not null references journal_entry,
    reversal_id           bigint references journal_entry,
    queries               int         not null default 0,
    next_query_at         timestamptz,
    claimed_until         timestamptz,
    unique (company_id, token)
);
create index payment_refund_company on payment_refund (company_id, id desc);
create index payment_refund_of on payment_refund (payment_id);
create index payment_refund_due on payment_refund (next_query_at) where next_query_at is not null;

-- ---------------------------------------------------------------- statements
create table channel_statement (
    id                  bigint generated always as identity primary key,
    company_id          int         not null references company,
    merchant_account_id int         not null references merchant_account,
    day                 date        not null,
    state               text        not null check (state in ('WAITING', 'FETCHED', 'EMPTY')),
    file_name           text,
    file                bytea check (length(file) <= 67108864),
    fetched_at          timestamptz,
    attempts            int         not null default 0,
    next_attempt_at     timestamptz,
    claimed_until       timestamptz,
    failure             text check (length(failure) <= 300),
    payments            int         not null default 0,
    refunds             int         not null default 0,
    paid_fen            bigint      not null default 0,
    refunded_fen        bigint      not null default 0,
    fee_fen             bigint      not null default 0,
    entry_id            bigint references journal_entry,
    unique (merchant_account_id, day)
);
alter table channel_statement alter column file set storage external;
create index channel_statement_company on channel_statement (company_id, day desc, id desc);
create index channel_statement_due on channel_statement (next_attempt_at) where next_attempt_at is not null;

create table channel_statement_line (
    statement_id  bigint not null references channel_statement,
    line          int    not null,
    company_id    int    not null,
    kind          text   not null check (kind in ('PAYMENT', 'REFUND')),
    trade_number  text   not null,
    order_number  text   not null,
    refund_number text,
    amount_fen    bigint not null,
    fee_fen       bigint not null,                                              -- of a refund: given back, negative
    at            timestamptz not null,
    primary key (statement_id, line)
);
create index channel_statement_line_trade on channel_statement_line (company_id, trade_number);

-- What differs, until a person has decided.
create table reconciliation_difference (
    id            bigint generated always as identity primary key,
    company_id    int         not null references company,
    statement_id  bigint      not null references channel_statement,
    kind          text        not null check (kind in ('MISSING_HERE', 'MISSING_THERE', 'AMOUNT_DIFFERS', 'FEE')),
    of_refund     boolean     not null,
    trade_number  text        not null,
    order_number  text        not null,
    refund_number text        not null default '',
    here_fen      bigint,
    there_fen     bigint,
    found_at      timestamptz not null,
    state         text        not null default 'OPEN' check (state in ('OPEN', 'DECIDED', 'RESOLVED')),
    decision      text check (decision in ('BOOK', 'REVERSE', 'ADJUST', 'LEAVE')),
    note          text check (length(note) <= 200),
    decided_at    timestamptz,
    decided_by    text,
    entry_id      bigint references journal_entry,
    unique (statement_id, kind, trade_number, refund_number)
);
create index reconciliation_work on reconciliation_difference (company_id, id) where state = 'OPEN';
