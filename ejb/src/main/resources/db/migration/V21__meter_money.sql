-- Money in meters: a purchase of which nobody knows whether the meter has it, and one of which it is known that it has not and that is not tried any more.

-- ---------------------------------------------------------------- purchases
alter table meter_purchase drop constraint meter_purchase_state_check;
alter table meter_purchase drop constraint meter_purchase_check;
alter table meter_purchase add constraint meter_purchase_state_check check (state in ('PAID', 'UNCLEAR', 'FAILED', 'CREDITED', 'REFUNDED'));
alter table meter_purchase add column held_back text check (length(held_back) <= 200);      -- why it does not go: a key of the portal's texts, arguments behind '|'
-- what has a number went out once
update meter_purchase set state = 'UNCLEAR' where state = 'PAID' and number is not null;
alter table meter_purchase add constraint meter_purchase_ended_check check ((state in ('PAID', 'UNCLEAR')) = (ended_at is null));
drop index meter_purchase_open;
drop index meter_purchase_company;
create index meter_purchase_open on meter_purchase (next_try_at) where state in ('PAID', 'UNCLEAR');
create index meter_purchase_company on meter_purchase (company_id, id) where state in ('PAID', 'UNCLEAR', 'FAILED');
create index meter_purchase_on_its_way on meter_purchase (meter_id, id) where state in ('PAID', 'UNCLEAR');

-- ---------------------------------------------------------------- what a meter has left
-- What it should have is what the books say it should, plus what it had more (or less) than them when the two were first compared.
alter table meter_remaining add column account_id bigint references customer_account;
alter table meter_remaining add column base_fen bigint;                -- remaining less books at the first comparison for this account
alter table meter_remaining add column deviation_fen bigint;           -- remaining less what it should be; null while that is not known
alter table meter_remaining add column deviates_since timestamptz;
alter table meter_remaining add column low_since timestamptz;          -- at or below the amount at which the meter warns
create index meter_remaining_account on meter_remaining (account_id) where account_id is not null;
