-- Public shares are set up by people. A change from a month on ends the row and begins another of the same common meter, so that a month that is over keeps its terms.
alter table public_share
    add column changed_at timestamptz,                 -- by people: its terms, or when it ends; null: never
    add column changed_by text,
    add constraint public_share_whole_months check (extract(day from from_day) = 1 and (to_day is null or extract(day from to_day) = 1)),
    add constraint public_share_changed check ((changed_at is null) = (changed_by is null));
create unique index public_share_point on public_share (usage_point_id, from_day);
