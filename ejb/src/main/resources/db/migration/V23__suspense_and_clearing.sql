-- Money in SUSPENSE gets an owner, channels pay out to the bank, and what a decision about a statement does to a payment stands in the payment's row.

-- ---------------------------------------------------------------- payments and refunds
alter table payment
    add column channel_fen  bigint check (channel_fen > 0),                   -- what the channel's statement says, where a person adjusted to it
    add column reversal_id  bigint references journal_entry,                  -- while the payment counts as never made
    add column suspense_fen bigint not null default 0;                        -- what of it stands in SUSPENSE now; negative: more was posted than came
alter table payment_refund
    add column customer_account_id bigint references customer_account,        -- whose money it was; null: it stood in SUSPENSE
    add column channel_fen         bigint check (channel_fen > 0);
-- Refunds made at the channel's own console bear its numbers, and sometimes none.
alter table payment_refund
    drop constraint payment_refund_number_check,
    drop constraint payment_refund_number_key,
    add constraint payment_refund_number_check check (length(number) <= 64);
create unique index payment_refund_number on payment_refund (company_id, number) where number <> '';
create unique index payment_refund_number_of on payment_refund (payment_id, number);

-- A refund of a payment that we do not have went from SUSPENSE.
alter table reconciliation_difference add column suspense_fen bigint not null default 0;

update payment p set channel_fen = d.there_fen
from reconciliation_difference d join channel_statement s on s.id = d.statement_id
where d.kind = 'AMOUNT_DIFFERS' and not d.of_refund and d.decision = 'ADJUST' and p.merchant_account_id = s.merchant_account_id and p.trade_number = d.trade_number;
update payment p set reversal_id = d.entry_id
from reconciliation_difference d join channel_statement s on s.id = d.statement_id
where d.kind = 'MISSING_THERE' and not d.of_refund and d.decision = 'REVERSE' and p.merchant_account_id = s.merchant_account_id and p.trade_number = d.trade_number;
update payment_refund r set customer_account_id = p.customer_account_id from payment p where p.id = r.payment_id;
update payment_refund r set channel_fen = d.there_fen
from reconciliation_difference d join channel_statement s on s.id = d.statement_id join payment p on p.merchant_account_id = s.merchant_account_id and p.trade_number = d.trade_number
where d.kind = 'AMOUNT_DIFFERS' and d.of_refund and d.decision = 'ADJUST' and r.payment_id = p.id and r.number = d.refund_number;
-- what was booked from a statement had no row, so that its payment could be given back once more
insert into payment_refund (company_id, payment_id, number, amount_fen, reason, token, state, requested_at, requested_by, done_at, channel_day, entry_id, customer_account_id)
select d.company_id, p.id, d.refund_number, d.there_fen, coalesce(nullif(left(d.note, 80), ''), d.kind), 'reconcile-' || d.id, 'DONE', d.decided_at, d.decided_by, d.decided_at, s.day,
    d.entry_id, p.customer_account_id
from reconciliation_difference d join channel_statement s on s.id = d.statement_id join payment p on p.merchant_account_id = s.merchant_account_id and p.trade_number = d.trade_number
where d.kind = 'MISSING_HERE' and d.of_refund and d.decision = 'BOOK' on conflict do nothing;
update reconciliation_difference d set suspense_fen = -d.there_fen
from channel_statement s where s.id = d.statement_id and d.kind = 'MISSING_HERE' and d.of_refund and d.decision = 'BOOK'
    and not exists (select 1 from payment p where p.merchant_account_id = s.merchant_account_id and p.trade_number = d.trade_number);
update payment p set suspense_fen = coalesce(p.channel_fen, p.amount_fen) - case when p.customer_account_id is null then 0 else p.amount_fen end
    - coalesce((select sum(case when r.customer_account_id is null then r.amount_fen else 0 end + coalesce(r.channel_fen - r.amount_fen, 0)) from payment_refund r
        where r.payment_id = p.id and r.state <> 'FAILED'), 0)
where p.reversal_id is null and (p.customer_account_id is null or p.channel_fen is not null
    or exists (select 1 from payment_refund r where r.payment_id = p.id and r.channel_fen is not null));

drop index payment_suspense;
create index payment_suspense on payment (company_id, id) where suspense_fen <> 0;
create index reconciliation_suspense on reconciliation_difference (company_id, id) where suspense_fen <> 0;

-- Whose it was found to be (认领): an entry each, once for each token of a form.
create table suspense_claim (
    id            bigint generated always as identity primary key,
    company_id    int         not null references company,
    payment_id    bigint references payment,
    difference_id bigint references reconciliation_difference,
    account_id    bigint      not null references customer_account,
    amount_fen    bigint      not null check (amount_fen <> 0),               -- credited to the account; negative: taken from it
    reason        text        not null check (length(reason) between 1 and 200),
    token         text        not null check (length(token) between 8 and 64),
    entry_id      bigint      not null references journal_entry,
    reversal_id   bigint references journal_entry,
    at            timestamptz not null,
    by_name       text        not null,
    unique (company_id, token),
    check (num_nonnulls(payment_id, difference_id) = 1)
);
create index suspense_claim_payment on suspense_claim (payment_id) where payment_id is not null;
create index suspense_claim_difference on suspense_claim (difference_id) where difference_id is not null;
create index suspense_claim_account on suspense_claim (account_id, id desc);

-- ---------------------------------------------------------------- what channels pay out
alter table bank_transfer
    add column merchant_account_id int references merchant_account,           -- a channel's pay-out rather than a customer's money
    drop constraint bank_transfer_check,
    add constraint bank_transfer_matched check (num_nonnulls(account_id, merchant_account_id) = case when matched_at is null then 0 else 1 end);
drop index bank_transfer_open;
create index bank_transfer_open on bank_transfer (company_id, id) where matched_at is null;
create index bank_transfer_merchant on bank_transfer (merchant_account_id, id desc) where merchant_account_id is not null;

-- ---------------------------------------------------------------- proofs
-- Who proves a company's books in a night holds a lease: a server that dies over it is followed by another.
alter table ledger_proof_night
    add column claimed_until timestamptz,
    add column done_at       timestamptz;
update ledger_proof_night set done_at = claimed_at;

-- ---------------------------------------------------------------- keys of merchants
-- New keys are believed at once and sign from the moment at which a person says that the channel has them.
alter table merchant_key add column signs_from timestamptz;
update merchant_key set signs_from = valid_from;
