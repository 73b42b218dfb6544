-- Electronic invoices (数电票): issued by a provider, whose answer is kept as it came.
create table invoice_provider (
    company_id    int primary key references company,
    kind          text        not null check (kind in ('JSON_HMAC')),
    endpoint      text        not null check (length(endpoint) between 8 and 200),
    app_id        text        not null check (length(app_id) between 1 and 64),
    secret_sealed bytea       not null,                                        -- by the vault; purpose invoice_provider/<company>
    seller_title  text        not null check (length(seller_title) between 1 and 100),
    seller_tax_no text        not null check (seller_tax_no ~ '^[0-9A-Z]{15,20}$'),
    enabled       boolean     not null default true,
    changed_at    timestamptz not null,
    changed_by    text        not null
);

-- ASKED: the provider has not answered yet. A red one takes a blue one back.
create table electronic_invoice (
    id            bigint generated always as identity primary key,
    company_id    int         not null references company,
    account_id    bigint      not null references customer_account,
    bill_id       bigint      not null references bill,
    kind          text        not null check (kind in ('BLUE', 'RED')),
    state         text        not null check (state in ('ASKED', 'ISSUED', 'REFUSED', 'REVERSED')),
    reverses      bigint references electronic_invoice,
    title         text        not null check (length(title) between 1 and 100),
    tax_number    text check (tax_number ~ '^[0-9A-Z]{15,20}$'),
    amount_fen    bigint      not null,                                        -- tax included; negative for a red one
    tax_fen       bigint      not null,
    reason        text check (length(reason) between 1 and 200),
    number        text check (length(number) between 1 and 40),
    issued_at     timestamptz,
    document_xml  bytea,
    document_pdf  bytea,
    failure       text check (length(failure) <= 500),
    attempts      int         not null default 0,
    next_try      timestamptz,
    token         text check (length(token) between 8 and 64),
    asked_at      timestamptz not null,
    asked_by      text        not null,
    unique (company_id, token),
    check ((kind = 'RED') = (reverses is not null)),
    check ((state in ('ISSUED', 'REVERSED')) = (number is not null))
);
create index electronic_invoice_company on electronic_invoice (company_id, id desc);
create index electronic_invoice_bill on electronic_invoice (bill_id);
create index electronic_invoice_open on electronic_invoice (next_try) where state = 'ASKED';
create unique index electronic_invoice_one on electronic_invoice (bill_id) where kind = 'BLUE' and state in ('ASKED', 'ISSUED');
create unique index electronic_invoice_reversed on electronic_invoice (reverses) where reverses is not null and state <> 'REFUSED';
create index electronic_invoice_number on electronic_invoice (number) where number is not null;
