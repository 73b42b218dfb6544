-- The people of the money: the counter, the books, the long runs, and those who look over all shoulders.

alter table app_user_role drop constraint app_user_role_role_check;
alter table app_user_role add constraint app_user_role_role_check
    check (role in ('SYSTEM_ADMIN', 'COMPANY_ADMIN', 'METER_OPERATOR', 'CASHIER', 'FINANCE', 'BATCH_OPERATOR', 'AUDITOR', 'VIEWER'));
