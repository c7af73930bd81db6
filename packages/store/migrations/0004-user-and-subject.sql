-- The only ways across: they run with their owner's rights and a fixed search path. Who may call
-- them is granted by src/migrate/privileges.ts.
create function identity.user_of(tenant uuid, subject uuid) returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select user_id from identity.subjects where tenant_id = tenant and subject_id = subject
$$;
revoke all on function identity.user_of(uuid, uuid) from public;

create function identity.subject_of(tenant uuid, "user" uuid) returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select subject_id from identity.subjects where tenant_id = tenant and user_id = "user"
$$;
revoke all on function identity.subject_of(uuid, uuid) from public;

-- Results by user, for operators and exports; runs with the rights of its owner.
create view identity.scan_results with (security_barrier = true) as
select s.user_id, r.tenant_id, r.scan_id, r.scan_time, r.optimal_hours, r.content_weaknesses,
  r.competitor_benchmarks, r.report
from scan.scan_results r
join identity.subjects s on s.subject_id = r.subject_id and s.tenant_id = r.tenant_id;
