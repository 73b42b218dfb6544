-- The books (总账): double entry, whole fen, only ever added to. See docs/decisions/0017.

-- ---------------------------------------------------------------- accounts
-- A company's own accounts (科目) and one per customer account. A row never changes: what a posting stands on keeps its meaning.
create table ledger_account (
    id                  bigint generated always as identity primary key,
    company_id          int    not null references company,
    house               text check (house ~ '^[A-Z_]{1,40}$'),
    customer_account_id bigint unique,
    check ((house is null) <> (customer_account_id is null)),
    unique (company_id, house)
);

create function ledger_house_accounts(of_company int) returns void language sql as
$$
    insert into ledger_account (company_id, house)
    select of_company, house from unnest(array['CASH', 'CARD_CLEARING', 'ALIPAY_CLEARING', 'WECHAT_CLEARING', 'BANK', 'CHANNEL_FEES', 'SUSPENSE',
        'OPENING_BALANCES', 'SUBSIDIES', 'WRITE_OFFS', 'REVENUE_ELECTRICITY', 'REVENUE_WATER', 'REVENUE_SURCHARGES', 'LATE_FEES', 'OUTPUT_TAX']) house
    on conflict do nothing
$$;

select ledger_house_accounts(id) from company;

create function ledger_new_company() returns trigger language plpgsql as
$$
begin
    perform ledger_house_accounts(new.id);
    return null;
end
$$;
create trigger company_has_house_accounts after insert on company for each row execute function ledger_new_company();

-- ---------------------------------------------------------------- journal
-- A million accounts are charged once a day: 365 million entries a year. Not partitioned, because a partitioned table cannot hold
-- the business key unique, and nothing of it is ever dropped; but every index grows at its right end or is small.
create table journal_entry (
    id           bigint generated always as identity primary key,
    company_id   int         not null references company,
    business_key text        not null check (length(business_key) between 1 and 120),
    kind         text        not null check (kind in ('TENDER', 'REFUND', 'CHARGE', 'LATE_FEE', 'SUBSIDY', 'OPENING_BALANCE', 'WRITE_OFF', 'TRANSFER', 'SETTLEMENT')),
    value_date   date        not null,
    posted_at    timestamptz not null,
    text         text        not null check (length(text) <= 200),
    source_table text check (length(source_table) <= 60),
    source_id    text check (length(source_id) <= 120),
    reverses     bigint references journal_entry,
    unique (company_id, business_key),
    check ((source_table is null) = (source_id is null))
);
create unique index journal_entry_reverses on journal_entry (reverses) where reverses is not null;
create index journal_entry_day on journal_entry (company_id, value_date, id);
create index journal_entry_kind on journal_entry (company_id, kind, value_date, id) where kind <> 'CHARGE';
create index journal_entry_source on journal_entry (source_table, source_id) where source_id is not null;

-- Debit positive, credit negative. No foreign keys: the trigger below looks at all rows of a statement at once, which is many times cheaper.
create table posting (
    entry_id   bigint   not null,
    account_id bigint   not null,
    amount_fen bigint   not null check (amount_fen <> 0),
    company_id int      not null,
    number     smallint not null check (number between 1 and 50),
    primary key (entry_id, number)
);
create index posting_account on posting (account_id, entry_id);

-- What we owe the customer, or he us when it is negative. Only customers: a house account's balance is a sum, never a row that all wait for.
create table ledger_balance (
    customer_account_id bigint primary key,
    company_id          int         not null references company,
    account_id          bigint      not null references ledger_account,
    balance_fen         bigint      not null default 0,
    changed_at          timestamptz not null
) with (fillfactor = 80);
create index ledger_balance_company on ledger_balance (company_id, customer_account_id);

-- ---------------------------------------------------------------- what the database holds by itself
-- All postings of an entry come in one statement, and each statement's postings sum to zero entry by entry; so does then every entry.
create function posting_balanced() returns trigger language plpgsql as
$$
declare
    wrong record;
begin
    select n.entry_id, sum(n.amount_fen) as fen into wrong from added n group by n.entry_id having sum(n.amount_fen) <> 0 or count(*) < 2 limit 1;
    if found then
        raise exception 'journal entry % sums to % fen or has a single posting', wrong.entry_id, wrong.fen using errcode = 'check_violation';
    end if;
    select n.entry_id, n.account_id into wrong from added n
    left join journal_entry e on e.id = n.entry_id and e.company_id = n.company_id
    left join ledger_account a on a.id = n.account_id and a.company_id = n.company_id
    where e.id is null or a.id is null limit 1;
    if found then
        raise exception 'a posting of entry % on account % crosses companies, or one of them is not there', wrong.entry_id, wrong.account_id
            using errcode = 'foreign_key_violation';
    end if;
    return null;
end
$$;
create trigger posting_balanced after insert on posting referencing new table as added for each statement execute function posting_balanced();

create function ledger_only_grows() returns trigger language plpgsql as
$$
begin
    raise exception '% is only added to: what was wrong is reversed by another entry', tg_table_name using errcode = 'restrict_violation';
end
$$;
create trigger journal_entry_only_grows before update or delete or truncate on journal_entry for each statement execute function ledger_only_grows();
create trigger posting_only_grows before update or delete or truncate on posting for each statement execute function ledger_only_grows();
create trigger ledger_account_only_grows before update or delete or truncate on ledger_account for each statement execute function ledger_only_grows();

-- An entry's transaction has its number before the entry has its own. The sealer relies on it: once every transaction that was numbered when
-- the highest entry number was read has ended, no entry below that number can still appear.
create function journal_entry_numbered() returns trigger language plpgsql as
$$
begin
    perform pg_current_xact_id();
    return null;
end
$$;
create trigger journal_entry_numbered before insert on journal_entry for each statement execute function journal_entry_numbered();

-- ---------------------------------------------------------------- seals
-- Each company's chain: seal = SHA-256 over the seal before and the digests of the block's entries in the order of their numbers.
create table journal_seal (
    company_id     int         not null references company,
    number         bigint      not null check (number > 0),
    first_entry_id bigint      not null,                -- the company's entries from here on belong to this block: one more than the last of the block before
    last_entry_id  bigint      not null check (last_entry_id >= first_entry_id),
    entry_ids      bigint[]    not null check (cardinality(entry_ids) between 1 and 1000),
    marks          bytea       not null,                -- the first 8 bytes of each entry's digest, so that a proof can name the one that is wrong
    seal           bytea       not null check (length(seal) = 32),
    sealed_at      timestamptz not null,
    primary key (company_id, number),
    check (length(marks) = 8 * cardinality(entry_ids))
);
create index journal_seal_last on journal_seal (company_id, last_entry_id);
create trigger journal_seal_only_grows before update or delete or truncate on journal_seal for each statement execute function ledger_only_grows();

-- How far the sealer has come: every entry up to this number is in a chain and in the totals below.
create table ledger_sealer (
    one           boolean     primary key default true check (one),
    last_entry_id bigint      not null,
    sealed_at     timestamptz
);
insert into ledger_sealer (last_entry_id) values (0);

-- What the sealed entries sum to, so that a balance of a house account is a short sum: added to by the sealer alone, in the seal's transaction.
-- house CUSTOMERS stands for all customers' accounts.
create table ledger_total (
    company_id int    not null references company,
    house      text   not null,
    value_date date   not null,
    kind       text   not null,
    debit_fen  bigint not null,
    credit_fen bigint not null,                         -- as a positive number
    postings   bigint not null,
    primary key (company_id, house, value_date, kind)
);

-- ---------------------------------------------------------------- proofs
create table ledger_proof (
    id          bigint generated always as identity primary key,
    company_id  int         not null references company,
    proof       text        not null check (length(proof) between 1 and 60),
    asked_by    text        not null,                   -- 'night', or who wanted it
    started_at  timestamptz not null,
    finished_at timestamptz not null,
    holds       boolean     not null,
    figures     jsonb       not null,
    wrong       jsonb       not null                    -- the first rows that are wrong, with what is wrong
);
create index ledger_proof_company on ledger_proof (company_id, id desc);
create index ledger_proof_latest on ledger_proof (company_id, proof, id desc);

-- Who proves a company's books in the night of this local day.
create table ledger_proof_night (
    company_id int         not null references company,
    day        date        not null,
    node       text        not null,
    claimed_at timestamptz not null,
    primary key (company_id, day)
);
