-- What failed of giving supply back is ordered again by the plan: when that is looked at next, and how many times it was.
alter table switching_plan_batch add column again_at timestamptz;           -- null: never again
alter table switching_plan_batch add column tries    smallint not null default 0;
create index switching_plan_batch_again on switching_plan_batch (again_at) where again_at is not null;
