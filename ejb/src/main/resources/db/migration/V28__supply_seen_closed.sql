-- When the meter was last seen with its supply closed, whatever its supply is now: a trip from before that does not keep it off any more.
alter table meter_state add column closed_seen_at timestamptz;
update meter_state set closed_seen_at = supply_at where supply = 'CLOSED';
