-- name: find_device(hall, device)^
select id, role, key_digest, zone, added_at, last_seen, is_revoked
from devices where hall = :hall and id = :device;

-- name: add_device(hall, device, role, key_digest, zone, at)!
insert into devices (hall, id, role, key_digest, zone, added_at, last_seen, is_revoked)
values (:hall, :device, :role, :key_digest, :zone, :at, null, 0);

-- name: touch_device(hall, device, at)!
update devices set last_seen = :at where hall = :hall and id = :device;

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
