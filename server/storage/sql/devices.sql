-- name: find_device(hall, device)^
select id, role, key_digest, zone, added_at, last_seen, is_revoked,
    name, keyed_at, authority, suspect, suspect_at
from devices where hall = :hall and id = :device;

-- name: all_devices(hall)
select id, role, key_digest, zone, added_at, last_seen, is_revoked,
    name, keyed_at, authority, suspect, suspect_at
from devices where hall = :hall order by id;

-- name: add_device(hall, device, role, key_digest, zone, at, name)!
insert into devices (
    hall, id, role, key_digest, zone, added_at, last_seen, is_revoked, name, keyed_at
) values (:hall, :device, :role, :key_digest, :zone, :at, null, 0, :name, :at);

-- name: touch_device(hall, device, at)!
update devices set last_seen = :at where hall = :hall and id = :device;

-- name: keep_link(hall, device, seen, at)^
update devices set last_seen = :at where hall = :hall and id = :device and last_seen = :seen
returning last_seen;

-- name: revoke_device(hall, device)!
update devices set is_revoked = 1 where hall = :hall and id = :device;

-- name: add_delivery(hall, call, kind, zone, device, result, at)!
insert into deliveries (hall, call, kind, zone, device, result, at)
values (:hall, :call, :kind, :zone, :device, :result, :at)
on conflict (hall, call, kind, zone, device) do update
set result = excluded.result, at = excluded.at where deliveries.result = 'no-sound';

-- name: results_of(hall, call, kind, zone)
select distinct result from deliveries
where hall = :hall and call = :call and kind = :kind and zone = :zone;
