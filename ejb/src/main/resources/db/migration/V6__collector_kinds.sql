-- Kinds of collectors as data, and the replacement of a collector or a meter as a dated fact.

-- ---------------------------------------------------------------- kinds of collectors (采集器型号)
create table collector_kind (
    id                 int generated always as identity primary key,
    company_id         int references company,                          -- null: ships with Wattwell, never changed
    make               text        not null check (length(make) between 1 and 100),
    model              text        not null check (length(model) between 1 and 100),
    dialect            text        not null check (dialect in ('TRANSPARENT', 'ID_IN_EVERY_PACKET', 'FOUR_FAITH_PROT', 'HONGDIAN_DDP',
                                                               'INHAND_BRIDGE', 'GDW_1376_1')),
    registration       text,                                            -- pattern of what it sends; null for a login of the dialect's own
    heartbeat          text,                                            -- text:ping or hex:FE
    heartbeat_answer   text,
    idle_seconds       int         not null default 300 check (idle_seconds between 10 and 86400),
    baud               int         not null default 2400 check (baud in (300, 600, 1200, 2400, 4800, 9600, 19200, 38400, 115200)),
    first_reply_millis int         not null default 2500 check (first_reply_millis between 1 and 60000),
    line_count         smallint    not null default 1 check (line_count between 1 and 16),
    notes              text        not null default '' check (length(notes) <= 1000),
    created_at         timestamptz not null default now(),
    unique nulls not distinct (company_id, make, model),
    check ((dialect in ('TRANSPARENT', 'ID_IN_EVERY_PACKET')) = (registration is not null))
);

insert into collector_kind (company_id, make, model, dialect, registration, heartbeat, heartbeat_answer, idle_seconds, first_reply_millis, notes) values
    (null, '通用 Any make', 'LOGIN:id', 'TRANSPARENT', 'ascii:LOGIN:{id:1-32w}[,{token}]', 'text:ping', null, 300, 2500,
     '透传，登录时发送 LOGIN: 和编号，可带逗号和口令。 Transparent; sends LOGIN: and its id once, perhaps with a comma and a token.'),
    (null, '通用 Any make', 'id', 'TRANSPARENT', 'ascii:{id:4-32w}[,{token}]', 'text:ping', null, 300, 2500,
     '透传，登录时只发送编号。 Transparent; sends nothing but its id.'),
    (null, '通用 Any make', 'id, keepalive', 'TRANSPARENT', 'ascii:{id:4-32w}[,{token}]', 'text:keepalive', 'text:keepalive', 300, 2500,
     '透传，心跳 keepalive 需原样回复。 Transparent; its heartbeat keepalive wants to be echoed.'),
    (null, '通用 Any make', 'IMEI', 'TRANSPARENT', 'ascii:{id:15d}', 'text:ping', null, 300, 4000,
     '透传，登录时发送 15 位 IMEI。 Transparent; registers with the 15 digits of its IMEI.'),
    (null, '汉枫 Hi-Flying', 'HF2411 (IMEI)', 'TRANSPARENT', 'hex:{id:15d}00010203', null, null, 300, 4000,
     'AT+NREGDT=A,%IMEI%00%01%02%03：IMEI 之后四个字节。 The IMEI with four bytes behind it.'),
    (null, '通用 Any make', 'ICCID', 'TRANSPARENT', 'ascii:{id:20a}', 'text:ping', null, 300, 4000,
     '透传，登录时发送 20 位 ICCID。 Transparent; registers with the 20 characters of its SIM card''s ICCID.'),
    (null, '通用 Any make', 'ICCID (BCD)', 'TRANSPARENT', 'hex:{id:10s}', null, null, 300, 4000,
     'ICCID 为 10 字节，每字节两位数字颠倒。 The ICCID in ten bytes as the SIM card stores it, the two digits of each byte swapped.'),
    (null, '通用 Any make', '11 位手机号 phone number', 'TRANSPARENT', 'ascii:{id:11d}', null, null, 180, 4000,
     '透传，登录时发送 11 位号码，不一定是 SIM 卡号。 Transparent; 11 digits, not necessarily the SIM card''s number.'),
    (null, '亿佰特 Ebyte', 'E840 (EMBCSTM)', 'ID_IN_EVERY_PACKET', 'ascii:{id:4-32w}', null, null, 300, 4000,
     '每个数据包前都带编号。 The id stands in front of every packet.'),
    (null, '四信 Four-Faith', 'PROT', 'FOUR_FAITH_PROT', null, null, null, 180, 4000,
     'PROT 协议：21 字节登录，双向转义，心跳为 FE（默认 60 秒）。编号为 11 位号码。 A login of 21 bytes, escapes both ways, FE as heartbeat (every 60 s unless set). Its id is the 11 digits.'),
    (null, '宏电 Hongdian', 'DDP', 'HONGDIAN_DDP', null, null, null, 180, 4000,
     'DDP 协议：登录包每 40–60 秒重发并须应答。编号为 11 位号码。 The register packet comes again every 40 to 60 s and is answered. Its id is the 11 digits.'),
    (null, '映翰通 InHand', '桥接 bridge', 'INHAND_BRIDGE', null, null, null, 300, 4000,
     '登录 14 字节，之后透传。编号为 11 位字符。 A login of 14 bytes, then transparent. Its id is 11 characters.'),
    (null, '国网 State Grid', 'Q/GDW 1376.1', 'GDW_1376_1', null, null, null, 900, 8000,
     '集中器自行应答登录和心跳，表计报文经 AFN=10H 透明转发。 A concentrator; what goes to its meters is forwarded by AFN 10H.');

alter table collector add column kind_id int references collector_kind;
create index collector_kind_used on collector (kind_id) where kind_id is not null;

-- ---------------------------------------------------------------- another box in the place of a broken one
create table collector_replacement (
    id           int generated always as identity primary key,
    company_id   int         not null references company,
    collector_id int         not null references collector,
    at           timestamptz not null,
    old_code     text        not null,
    new_code     text        not null,
    reason       text        not null check (length(reason) between 1 and 200),
    replaced_by  text        not null,                                  -- name of the person
    recorded_at  timestamptz not null
);
create index collector_replacement_of on collector_replacement (collector_id, at);
create index collector_replacement_old on collector_replacement (old_code, at);

alter table quarantine drop constraint quarantine_reason_check;
alter table quarantine add constraint quarantine_reason_check check (reason in ('UNKNOWN', 'PROFILE', 'SWAPPING', 'DISABLED', 'REPLACED'));

-- ---------------------------------------------------------------- another meter in the place of an old one
create table meter_replacement (
    id           int generated always as identity primary key,
    company_id   int         not null references company,
    meter_id     int         not null references meter on delete cascade,
    at           timestamptz not null,                                  -- readings from this instant on are the new meter's
    old_model    text        not null,                                  -- make and name as they were then
    old_protocol text        not null,
    old_address  text        not null,
    new_model    text        not null,
    new_protocol text        not null,
    new_address  text        not null,
    reason       text        not null check (length(reason) between 1 and 200),
    replaced_by  text        not null,
    recorded_at  timestamptz not null,
    unique (meter_id, at)
);

-- What the registers stood at when the old meter went and the new one came.
create table meter_replacement_register (
    replacement_id int      not null references meter_replacement on delete cascade,
    reading_type   smallint not null references reading_type,
    final_value    numeric  not null,
    first_value    numeric  not null,
    primary key (replacement_id, reading_type)
);
