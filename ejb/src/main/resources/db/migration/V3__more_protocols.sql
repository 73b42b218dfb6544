-- Water meters are read in m3; the items of DL/T 645-1997, CJ/T 188 and M-Bus that are kept under the known reading types.
insert into reading_type (id, code, name_en, name_zh, unit, kind) values
    (101, 'WATER_VOLUME', 'Water volume', '用水量', 'm3', 'REGISTER'),
    (102, 'WATER_FLOW', 'Water flow', '瞬时流量', 'm3/h', 'GAUGE'),
    (103, 'WATER_TEMPERATURE', 'Water temperature', '水温', '°C', 'GAUGE');

insert into reading_type_item (protocol, item, reading_type_id) values
    ('DLT645_1997', '9010', 1),
    ('DLT645_1997', '9011', 2),
    ('DLT645_1997', '9012', 3),
    ('DLT645_1997', '9013', 4),
    ('DLT645_1997', '9014', 5),
    ('DLT645_1997', '9020', 6),
    ('DLT645_1997', 'B611', 21),
    ('DLT645_1997', 'B612', 22),
    ('DLT645_1997', 'B613', 23),
    ('DLT645_1997', 'B621', 31),
    ('DLT645_1997', 'B622', 32),
    ('DLT645_1997', 'B623', 33),
    ('DLT645_1997', 'B630', 40),
    ('DLT645_1997', 'B631', 41),
    ('DLT645_1997', 'B632', 42),
    ('DLT645_1997', 'B633', 43),
    ('DLT645_1997', 'B640', 50),
    ('DLT645_1997', 'B650', 60),
    ('CJT188', '901F.current', 101),
    ('MBUS', 'Volume', 101),
    ('MBUS', 'Volume flow', 102),
    ('MBUS', 'Flow temperature', 103);

-- Whether one item is among those that a request for another brings: itself, a block of DL/T 645-2007 (FF in a byte) or
-- -1997 (F in the last digit), or a field of an item of CJ/T 188 (901F.current).
create or replace function item_within(single text, asked text) returns boolean language sql immutable parallel safe as
$$
select single = asked or single like replace(asked, 'FF', '__') or single like asked || '.%'
    or (length(asked) = 4 and right(asked, 1) = 'F' and single like left(asked, 3) || '_')
$$;
