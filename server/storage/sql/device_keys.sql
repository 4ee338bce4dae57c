-- name: keys_of(hall, device)
select key_digest, state, at from device_keys
where hall = :hall and device = :device order by at, key_digest;

-- name: add_key(hall, device, key_digest, state, at)!
insert into device_keys (hall, device, key_digest, state, at)
values (:hall, :device, :key_digest, :state, :at);

-- name: forget_key(hall, device, key_digest)!
delete from device_keys
where hall = :hall and device = :device and key_digest = :key_digest;

-- name: replace_offered_keys(hall, device, before, at)!
update device_keys set state = 'replaced', at = :at
where hall = :hall and device = :device and state = 'offered' and at < :before;

-- name: set_device_key(hall, device, key_digest, at)!
update devices set key_digest = :key_digest, keyed_at = :at
where hall = :hall and id = :device;

-- name: age_device_key(hall, device)!
update devices set keyed_at = 0 where hall = :hall and id = :device;

-- name: age_offered_keys(hall, device)!
update device_keys set at = 0 where hall = :hall and device = :device and state = 'offered';

-- name: set_device_authority(hall, device, authority)!
update devices set authority = :authority where hall = :hall and id = :device;

-- name: set_suspicion(hall, device, suspect, at)!
update devices set suspect = :suspect, suspect_at = :at where hall = :hall and id = :device;
