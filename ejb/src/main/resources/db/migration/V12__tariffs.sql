-- A tariff (电价、水价) of a company; what it says stands in its versions.
create table tariff (
    id         int generated always as identity primary key,
    company_id int         not null references company,
    code       text        not null check (code ~ '^[A-Z0-9][A-Z0-9._-]{0,39}$'),
    commodity  text        not null check (commodity in ('ELECTRICITY', 'WATER')),
    name_zh    text        not null check (length(name_zh) between 1 and 100),
    name_en    text        not null check (length(name_en) between 1 and 100),
    created_at timestamptz not null default now(),
    created_by text        not null,
    unique (company_id, code),
    unique (id, company_id)
);

-- In force from its day until the next published one's. A draft is one at most, and its number the next.
create table tariff_version (
    id             int generated always as identity primary key,
    tariff_id      int         not null,
    company_id     int         not null,
    number         int         not null check (number > 0),
    effective_from date        not null,
    state          text        not null default 'DRAFT' check (state in ('DRAFT', 'PUBLISHED')),
    document       jsonb       not null,                  -- {"rules": […]}, as tariff.catalog.TariffDocument writes it
    note           text        not null default '' check (length(note) <= 500),
    revision       int         not null default 0,        -- of a draft: who saves an older one is told so
    changed_at     timestamptz not null,
    changed_by     text        not null,
    published_at   timestamptz,
    published_by   text,
    unique (tariff_id, number),
    foreign key (tariff_id, company_id) references tariff (id, company_id),
    check ((state = 'PUBLISHED') = (published_at is not null and published_by is not null))
);
create unique index tariff_version_draft on tariff_version (tariff_id) where state = 'DRAFT';
create unique index tariff_version_day on tariff_version (tariff_id, effective_from) where state = 'PUBLISHED';

-- Bills stand on published versions: nobody changes one, not even by hand.
create function tariff_version_stays() returns trigger language plpgsql as $$
begin
    if old.state = 'PUBLISHED' then
        raise exception 'tariff version % is published and is never changed', old.id;
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger tariff_version_stays before update or delete on tariff_version for each row execute function tariff_version_stays();
