-- Which refund ended a purchase: if the channel does not make that refund after all, the purchase is a person's to decide on again.
alter table meter_purchase add column refund_id bigint references payment_refund;
create index meter_purchase_refund on meter_purchase (refund_id) where refund_id is not null;

-- From a purchase to the payment that paid for it.
create index payment_entry on payment (entry_id) where entry_id is not null;
create index suspense_claim_entry on suspense_claim (entry_id);
