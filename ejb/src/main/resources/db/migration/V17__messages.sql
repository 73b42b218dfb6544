-- What residents are told: text messages, messages in the app, and in WeChat. Rows are the outbox; each attempt is written before it is made.

create table message_supplier (
    id            int generated always as identity primary key,
    company_id    int         not null references company,
    supplier      text        not null check (supplier in ('ALIYUN', 'TENCENT', 'WECHAT_OA')),
    access_key_id text        not null check (length(access_key_id) between 4 and 128),
    secret_sealed bytea,                                                        -- by the vault; purpose message_supplier/<id>
    app_id        text check (length(app_id) <= 64),
    sign_name     text        not null default '' check (length(sign_name) <= 40),
    priority      smallint    not null default 1 check (priority between 1 and 9),  -- the lowest is asked first
    report_token  text        not null,                                         -- in the address to which delivery reports are pushed
    enabled       boolean     not null default true,
    changed_at    timestamptz not null,
    changed_by    text        not null,
    unique (company_id, supplier)
);

create table message_template (
    id         int generated always as identity primary key,
    company_id int         not null references company,
    code       text        not null check (code ~ '^[A-Z0-9_]{2,40}$'),
    text_zh    text        not null check (length(text_zh) between 1 and 500),
    text_en    text        not null check (length(text_en) between 1 and 500),
    variables  text[]      not null default '{}',                               -- in the order in which Tencent counts them
    urgent     boolean     not null default false,                              -- not held by quiet hours
    aliyun_id  text check (length(aliyun_id) <= 64),
    tencent_id text check (length(tencent_id) <= 64),
    wechat_id  text check (length(wechat_id) <= 64),
    changed_at timestamptz not null,
    changed_by text        not null,
    unique (company_id, code)
);

create table message_rules (
    company_id     int primary key references company,
    per_phone_hour int         not null default 5 check (per_phone_hour between 1 and 100),
    per_phone_day  int         not null default 10 check (per_phone_day between 1 and 500),
    per_day        int         not null default 20000 check (per_day between 1 and 10000000),
    quiet_from     time        not null default '21:30',
    quiet_to       time        not null default '08:00',
    changed_at     timestamptz not null,
    changed_by     text        not null
);

create table message (
    id                  bigint generated always as identity primary key,
    company_id          int         not null references company,
    channel             text        not null check (channel in ('SMS', 'IN_APP', 'WECHAT_OA')),
    recipient           text        not null check (length(recipient) between 1 and 128),   -- phone, account's number, openid
    customer_account_id bigint references customer_account,
    template_code       text        not null,
    language            text        not null check (language in ('zh', 'en')),
    variables           jsonb       not null,
    text                text        not null check (length(text) <= 1000),
    urgent              boolean     not null,
    business_key        text        not null check (length(business_key) between 1 and 120),
    state               text        not null check (state in ('WAITING', 'SENDING', 'SENT', 'DELIVERED', 'FAILED')),
    waits_for           text check (waits_for in ('QUIET', 'LIMIT')),
    failure             text check (length(failure) <= 300),
    next_at             timestamptz,
    claimed_until       timestamptz,
    expires_at          timestamptz not null,
    attempts            int         not null default 0,
    queries             int         not null default 0,
    created_at          timestamptz not null,
    created_by          text        not null,
    sent_at             timestamptz,
    ended_at            timestamptz,
    read_at             timestamptz,
    resend_of           bigint references message,
    unique (company_id, business_key)
);
create index message_company on message (company_id, id desc);
create index message_state on message (company_id, state, id desc);
create index message_recipient on message (recipient, id desc);
create index message_account on message (customer_account_id, id desc) where customer_account_id is not null;
create index message_due on message (next_at) where next_at is not null;

create table message_attempt (
    id              bigint generated always as identity primary key,
    company_id      int         not null references company,
    message_id      bigint      not null references message,
    number          int         not null,
    supplier        text        not null,
    recipient       text        not null,
    began_at        timestamptz not null,
    state           text        not null check (state in ('BEGUN', 'TAKEN', 'REFUSED', 'UNKNOWN', 'NOT_SENT')),
    supplier_number text check (length(supplier_number) <= 128),
    detail          text check (length(detail) <= 300),
    unique (message_id, number)
);
create index message_attempt_limits on message_attempt (company_id, recipient, began_at);
create index message_attempt_day on message_attempt (company_id, began_at);
create index message_attempt_number on message_attempt (supplier_number) where supplier_number is not null;

-- What there is to tell from the first day on; companies write their own texts and their suppliers' template ids.
create function message_first_templates(of_company int) returns void language sql as
$$
    insert into message_template (company_id, code, text_zh, text_en, variables, urgent, aliyun_id, tencent_id, changed_at, changed_by)
    values (of_company, 'PAYMENT_POSTED', '您的账户{account}已到账{yuan}元，余额{balance}元。', 'Account {account}: {yuan} yuan received, balance {balance} yuan.', '{account,yuan,balance}', true,
            'SMS_PAYMENT_POSTED', '1000001', now(), 'system'),
           (of_company, 'BALANCE_LOW', '您的账户{account}余额{balance}元，请及时充值。', 'Account {account}: balance {balance} yuan, please top up.', '{account,balance}', false,
            'SMS_BALANCE_LOW', '1000002', now(), 'system'),
           (of_company, 'SUPPLY_CUT', '您的账户{account}已欠费，将于{time}停止供应。', 'Account {account} is in arrears; supply stops at {time}.', '{account,time}', false, 'SMS_SUPPLY_CUT', '1000003', now(), 'system'),
           (of_company, 'SUPPLY_BACK', '您的账户{account}已恢复供应。', 'Account {account}: supply is back.', '{account}', true, 'SMS_SUPPLY_BACK', '1000004', now(), 'system'),
           (of_company, 'BILL_READY', '您的账户{account}，{month}账单{yuan}元，请于{day}前缴费。', 'Account {account}: the bill of {month} is {yuan} yuan, due {day}.', '{account,month,yuan,day}', false,
            'SMS_BILL_READY', '1000005', now(), 'system'),
           (of_company, 'TEST', '测试短信：{text}', 'Test message: {text}', '{text}', true, 'SMS_TEST', '1000009', now(), 'system')
    on conflict do nothing;
    insert into message_rules (company_id, changed_at, changed_by) values (of_company, now(), 'system') on conflict do nothing;
$$;
select message_first_templates(id) from company;
create function message_new_company() returns trigger language plpgsql as
$$
begin
    perform message_first_templates(new.id);
    return null;
end
$$;
create trigger company_has_message_templates after insert on company for each row execute function message_new_company();
