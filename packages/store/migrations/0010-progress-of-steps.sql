-- Real time at which a step got on last, or was first started: waiting for a platform has an end.
alter table scan.scan_steps add column progressed_at timestamptz;
