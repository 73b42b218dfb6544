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
