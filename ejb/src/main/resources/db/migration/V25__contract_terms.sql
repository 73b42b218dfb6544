-- What is agreed on beside the tariff and some tariffs reckon with: contracted demand, transformers' capacity, and beds of a dormitory.
alter table agreement
    add column contract_kw  numeric check (contract_kw > 0 and contract_kw <= 1000000),
    add column capacity_kva numeric check (capacity_kva > 0 and capacity_kva <= 1000000),
    add column beds         int not null default 1 check (beds between 0 and 9999);

-- Until now prepaid accounts were given a bed for each person; what they pay stays as it was.
update agreement g set beds = a.household_size from customer_account a where a.id = g.account_id and a.mode <> 'POSTPAID' and a.household_size > 1;
