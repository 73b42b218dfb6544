-- Meter models: what a make's meters can do and how they want to be spoken to, as data that an admin edits.
-- A schedule names reading types; which items bring them is reckoned for each model and kept in schedule_item.

-- ---------------------------------------------------------------- models
create table meter_model (
    id             int generated always as identity primary key,
    company_id     int references company,              -- null: ships with Wattwell, for every company, changed by nobody
    code           text     not null check (code ~ '^[A-Z0-9._-]{1,64}$'),
    make           text     not null check (length(make) between 1 and 100),
    name           text     not null check (length(name) between 1 and 100),
    protocol       text     not null,
    commodity      text     not null default 'ELECTRICITY' check (commodity in ('ELECTRICITY', 'WATER', 'HEAT', 'GAS')),
    baud           int      not null default 2400,
    parity         text     not null default 'EVEN' check (parity in ('EVEN', 'ODD', 'NONE')),
    preamble       smallint not null default 4 check (preamble between 0 and 16),
    di_order       text     not null default 'LOW_BYTE_FIRST' check (di_order in ('LOW_BYTE_FIRST', 'HIGH_BYTE_FIRST')),
    reply_millis   int      not null default 0 check (reply_millis between 0 and 10000),    -- until it is learned; 0: the line's own
    reads_blocks   boolean  not null default true,
    supply         text     not null default 'NONE' check (supply in ('NONE', 'RELAY', 'VALVE')),
    ciphertext     boolean  not null default false,      -- control and protected parameters go through a key machine
    control_words  jsonb    not null default '{}',       -- {"TRIP":"1A"}: where a make's word differs from the standard's
    control_level  smallint not null default 2 check (control_level between 0 and 9),
    write_level    smallint not null default 4 check (write_level between 0 and 9),
    operator_code  text     not null default '00000000' check (operator_code ~ '^[0-9A-F]{8}$'),
    memory         jsonb    not null default '{}',       -- {"DAILY_FREEZE":62}: what it remembers and how many of each
    note           text     not null default '',
    version        int      not null default 1,          -- rises with every change, so that no node goes by an old one
    unique nulls not distinct (company_id, code),
    unique (id, protocol)
);
create index meter_model_company on meter_model (company_id, make, name);

-- Passwords by level, sealed under the master key: the factory's for a model, a meter's own where it was changed.
create table meter_model_password (
    model_id int      not null references meter_model on delete cascade,
    level    smallint not null check (level between 0 and 9),
    sealed   bytea    not null,
    primary key (model_id, level)
);

-- ---------------------------------------------------------------- reading types
alter table reading_type add column cim text;             -- the eighteen fields of IEC 61968-9 Annex C
alter table reading_type add column origin text;          -- PROTOCOL:item of a type that was made for one item, else null
create unique index reading_type_origin on reading_type (origin);
create sequence reading_type_made as smallint start 1000;

update reading_type t set cim = c.cim from (values
    (1, '0.0.0.1.1.1.12.0.0.0.0.0.0.0.0.3.72.0'), (2, '0.0.0.1.1.1.12.0.0.0.0.1.0.0.0.3.72.0'), (3, '0.0.0.1.1.1.12.0.0.0.0.2.0.0.0.3.72.0'),
    (4, '0.0.0.1.1.1.12.0.0.0.0.3.0.0.0.3.72.0'), (5, '0.0.0.1.1.1.12.0.0.0.0.4.0.0.0.3.72.0'), (6, '0.0.0.1.19.1.12.0.0.0.0.0.0.0.0.3.72.0'),
    (7, '0.0.0.1.4.1.12.0.0.0.0.0.0.0.0.3.72.0'), (8, '0.0.0.1.4.1.12.0.0.0.0.0.0.0.0.3.73.0'),
    (21, '0.0.0.6.0.1.54.0.0.0.0.0.0.0.128.0.29.0'), (22, '0.0.0.6.0.1.54.0.0.0.0.0.0.0.64.0.29.0'), (23, '0.0.0.6.0.1.54.0.0.0.0.0.0.0.32.0.29.0'),
    (31, '0.0.0.6.0.1.4.0.0.0.0.0.0.0.128.0.5.0'), (32, '0.0.0.6.0.1.4.0.0.0.0.0.0.0.64.0.5.0'), (33, '0.0.0.6.0.1.4.0.0.0.0.0.0.0.32.0.5.0'),
    (40, '0.0.0.6.4.1.37.0.0.0.0.0.0.0.224.3.38.0'), (41, '0.0.0.6.4.1.37.0.0.0.0.0.0.0.128.3.38.0'), (42, '0.0.0.6.4.1.37.0.0.0.0.0.0.0.64.3.38.0'),
    (43, '0.0.0.6.4.1.37.0.0.0.0.0.0.0.32.3.38.0'), (50, '0.0.0.6.4.1.37.0.0.0.0.0.0.0.224.3.63.0'), (51, '0.0.0.6.4.1.37.0.0.0.0.0.0.0.128.3.63.0'),
    (52, '0.0.0.6.4.1.37.0.0.0.0.0.0.0.64.3.63.0'), (53, '0.0.0.6.4.1.37.0.0.0.0.0.0.0.32.3.63.0'), (60, '0.0.0.6.0.1.38.0.0.0.0.0.0.0.224.0.65.0'),
    (61, '0.0.0.6.0.1.38.0.0.0.0.0.0.0.128.0.65.0'), (62, '0.0.0.6.0.1.38.0.0.0.0.0.0.0.64.0.65.0'), (63, '0.0.0.6.0.1.38.0.0.0.0.0.0.0.32.0.65.0'),
    (70, '0.0.0.6.0.1.15.0.0.0.0.0.0.0.0.0.33.0'), (101, '0.0.0.1.1.9.58.0.0.0.0.0.0.0.0.0.42.0'), (102, '0.0.0.6.1.9.58.0.0.0.0.0.0.0.0.0.125.0'),
    (103, '0.0.0.6.0.9.46.0.0.0.0.0.0.0.0.0.23.0')) as c (id, cim) where t.id = c.id;

-- What a prepaid meter and a meter for large users tell besides.
insert into reading_type (id, code, name_en, name_zh, unit, kind, cim) values
    (9, 'REACTIVE_ENERGY_2', 'Combined reactive energy 2, total', '组合无功2总电能', 'kvarh', 'REGISTER', '0.0.0.1.4.1.12.0.0.0.0.0.0.0.0.3.73.0'),
    (11, 'ACTIVE_ENERGY_REVERSE_T1', 'Reverse active energy, sharp', '反向有功尖电能', 'kWh', 'REGISTER', '0.0.0.1.19.1.12.0.0.0.0.1.0.0.0.3.72.0'),
    (12, 'ACTIVE_ENERGY_REVERSE_T2', 'Reverse active energy, peak', '反向有功峰电能', 'kWh', 'REGISTER', '0.0.0.1.19.1.12.0.0.0.0.2.0.0.0.3.72.0'),
    (13, 'ACTIVE_ENERGY_REVERSE_T3', 'Reverse active energy, flat', '反向有功平电能', 'kWh', 'REGISTER', '0.0.0.1.19.1.12.0.0.0.0.3.0.0.0.3.72.0'),
    (14, 'ACTIVE_ENERGY_REVERSE_T4', 'Reverse active energy, valley', '反向有功谷电能', 'kWh', 'REGISTER', '0.0.0.1.19.1.12.0.0.0.0.4.0.0.0.3.72.0'),
    (80, 'REMAINING_ENERGY', 'Remaining energy', '剩余电量', 'kWh', 'GAUGE', '0.0.0.6.1.1.12.0.0.0.0.0.0.0.0.3.72.0'),
    (81, 'OVERDRAFT_ENERGY', 'Overdraft energy', '透支电量', 'kWh', 'GAUGE', null),
    (82, 'REMAINING_AMOUNT', 'Remaining amount', '剩余金额', 'yuan', 'GAUGE', '0.0.0.6.0.1.24.0.0.0.0.0.0.0.0.0.80.156'),
    (83, 'OVERDRAFT_AMOUNT', 'Overdraft amount', '透支金额', 'yuan', 'GAUGE', null),
    (84, 'PRESENT_PRICE', 'Present price', '当前电价', 'yuan/kWh', 'GAUGE', null),
    (90, 'MAX_DEMAND_FORWARD', 'Maximum demand, forward active', '正向有功最大需量', 'kW', 'GAUGE', '0.8.0.6.1.1.8.0.0.0.0.0.0.0.0.3.38.0'),
    (91, 'METER_TEMPERATURE', 'Temperature inside the meter', '表内温度', '°C', 'GAUGE', '0.0.0.6.0.1.46.0.0.0.0.0.0.0.0.0.23.0'),
    (104, 'WATER_REMAINING_VOLUME', 'Remaining water', '剩余水量', 'm3', 'GAUGE', null),
    (105, 'WATER_REMAINING_AMOUNT', 'Remaining amount for water', '水费剩余金额', 'yuan', 'GAUGE', null)
on conflict do nothing;
insert into reading_type_item (protocol, item, reading_type_id) values
    ('DLT645_2007', '00040000', 9), ('DLT645_2007', '00020100', 11), ('DLT645_2007', '00020200', 12), ('DLT645_2007', '00020300', 13),
    ('DLT645_2007', '00020400', 14), ('DLT645_2007', '00900100', 80), ('DLT645_2007', '00900101', 81), ('DLT645_2007', '00900200', 82),
    ('DLT645_2007', '00900201', 83), ('DLT645_2007', '02800020', 84), ('DLT645_2007', '02800007', 91)
on conflict do nothing;

-- Which single items of a model are kept under which reading type; decimals where the make sends other than the standard's places.
create table meter_model_item (
    model_id        int      not null references meter_model on delete cascade,
    item            text     not null,
    reading_type_id smallint not null references reading_type,
    decimals        smallint check (decimals between 0 and 8),
    primary key (model_id, item)
);
create index meter_model_item_type on meter_model_item (reading_type_id);

-- The standards themselves, for a meter of which nothing more is known.
insert into meter_model (company_id, code, make, name, protocol, commodity, preamble, supply, control_level, write_level, memory) values
    (null, 'STANDARD.DLT645_2007', 'DL/T 645-2007', 'Any meter of the standard', 'DLT645_2007', 'ELECTRICITY', 4, 'RELAY', 2, 4, '{"DAILY_FREEZE":62,"SETTLEMENT_DAY":12}'),
    (null, 'STANDARD.DLT645_1997', 'DL/T 645-1997', 'Any meter of the standard', 'DLT645_1997', 'ELECTRICITY', 4, 'NONE', 0, 0, '{}'),
    (null, 'STANDARD.CJT188', 'CJ/T 188', 'Any meter of the standard', 'CJT188', 'WATER', 4, 'VALVE', 0, 0, '{}'),
    (null, 'STANDARD.MBUS', 'EN 13757', 'Any meter of the standard', 'MBUS', 'WATER', 0, 'NONE', 0, 0, '{}');
insert into meter_model_item (model_id, item, reading_type_id)
select m.id, i.item, i.reading_type_id from meter_model m join reading_type_item i on i.protocol = m.protocol;

-- ---------------------------------------------------------------- meters
alter table meter add column model_id int;
update meter t set model_id = m.id from meter_model m where m.protocol = t.protocol and m.code = 'STANDARD.' || t.protocol;
alter table meter alter column model_id set not null;
-- the protocol beside it is the model's own: queries of a million meters need no join for it
alter table meter add constraint meter_model_fk foreign key (model_id, protocol) references meter_model (id, protocol) on update cascade;
create index meter_model_of on meter (model_id);

create table meter_password (
    meter_id   int         not null references meter on delete cascade,
    company_id int         not null references company,
    level      smallint    not null check (level between 0 and 9),
    sealed     bytea       not null,
    changed_at timestamptz not null default now(),
    primary key (meter_id, level)
);

-- ---------------------------------------------------------------- schedules
alter table schedule add column reading_types smallint[];
update schedule s set reading_types = coalesce((
    select array_agg(distinct i.reading_type_id) from reading_type_item i cross join unnest(s.items) as asked
    where i.protocol = s.protocol and item_within(i.item, asked)), '{1}');
alter table schedule alter column reading_types set not null;
alter table schedule add check (cardinality(reading_types) between 1 and 64);

-- What a schedule asks of meters of one model: reckoned when a run is made and the plan is not of the model's present version.
create table schedule_plan (
    schedule_id   int not null references schedule on delete cascade,
    model_id      int not null references meter_model on delete cascade,
    model_version int not null,
    primary key (schedule_id, model_id)
);
create table schedule_item (
    id            int generated always as identity primary key,
    schedule_id   int        not null,
    model_id      int        not null,
    item          text       not null,                  -- as it is asked for: one item, or a block of them
    reading_types smallint[] not null,                  -- what of it is wanted
    unique (schedule_id, model_id, item),
    foreign key (schedule_id, model_id) references schedule_plan on delete cascade
);

drop view schedule_meter;
alter table schedule drop column protocol, drop column items;
drop function item_within(text, text);
drop table reading_type_item;

-- Which meters a schedule is pointed at; it reads those whose model has something of what is wanted.
create view schedule_meter as
select s.id as schedule_id, m.id as meter_id, m.line_id, m.company_id, m.model_id
from schedule s
join meter m on m.company_id = s.company_id
where case s.target
    when 'ALL' then true
    when 'METER' then m.id = s.target_id
    when 'COLLECTOR' then exists (select 1 from line l where l.id = m.line_id and l.collector_id = s.target_id)
    when 'GROUP' then exists (select 1 from meter_group_member g where g.group_id = s.target_id and g.meter_id = m.id)
    when 'AREA' then exists (
        select 1 from area a left join area p on p.id = a.parent_id
        where a.id = m.area_id and s.target_id in (a.id, a.parent_id, p.parent_id))
end;

-- ---------------------------------------------------------------- commands
-- More can be wanted of a meter than to be read, tripped and closed; what belongs to it is in parameters, secrets are sealed.
alter table command drop constraint command_kind_check;
alter table command add check (kind in ('READ', 'RAW', 'WRITE', 'SET_CLOCK', 'SET_PASSWORD', 'SET_ADDRESS', 'SET_BAUD', 'FREEZE', 'CLEAR_DEMAND', 'CLEAR_EVENTS',
    'TRIP', 'PERMIT_CLOSE', 'CLOSE', 'ALARM_ON', 'ALARM_OFF', 'KEEP_POWER_ON', 'KEEP_POWER_OFF'));
alter table command add column parameters jsonb;
alter table command add column secret bytea;
alter table command add column batch_id bigint;
alter table command add column handed int not null default 1;              -- exchanges of the latest hand-over
alter table command_attempt add column verdict text;                       -- what the meter's answer says of the request
create index command_batch_of on command (batch_id) where batch_id is not null;
