-- Users are added, changed and taken away by people. Rows stay, since history names users: a name is never given to another person.
alter table app_user
    add column version        int not null default 0,
    add column one_time_until timestamptz,             -- the password was made by an administrator's act: good until then, and only to choose another
    add column sessions_from  timestamptz,             -- sessions that began before have ended; null: none was ended so
    add column deleted_at     timestamptz,
    add constraint app_user_deleted_is_disabled check (deleted_at is null or not enabled);

-- Who did what to a user: one row an act, or one for each field that changed. Passwords are never among them.
create table app_user_event (
    id      bigint generated always as identity primary key,
    user_id int         not null references app_user,
    at      timestamptz not null,
    actor   text        not null check (length(actor) between 1 and 64),
    act     text        not null check (act in ('CREATED', 'CHANGED', 'DISABLED', 'ENABLED', 'DELETED', 'RESET', 'PASSWORD_CHANGED')),
    field   text        check (field in ('DISPLAY_NAME', 'COMPANY', 'ROLES')),
    was     text,
    became  text
);
create index app_user_event_user on app_user_event (user_id, id);

create function app_user_event_only_grows() returns trigger language plpgsql as
$$
begin
    raise exception '% is only added to', tg_table_name using errcode = 'restrict_violation';
end
$$;
create trigger app_user_event_only_grows before update or delete or truncate on app_user_event for each statement execute function app_user_event_only_grows();
