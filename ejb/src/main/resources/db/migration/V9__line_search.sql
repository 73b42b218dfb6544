-- A search of a line for its meters is an order to the line: progress says what is left to ask, how far it came and what was found.
-- A line is searched once at a time.
create unique index line_order_one_search on line_order (line_id) where kind = 'SEARCH' and state in ('WAITING', 'SENT');
