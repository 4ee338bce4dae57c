-- name: add_import_key(hall, key, key_digest, at)!
insert into import_keys (hall, id, key_digest, made_at, last_used_at, revoked_at)
values (:hall, :key, :key_digest, :at, null, null);

-- name: import_keys(hall)
select id, made_at, last_used_at, revoked_at from import_keys
where hall = :hall order by made_at, id;

-- name: import_key(hall, key_digest)$
select id from import_keys
where hall = :hall and key_digest = :key_digest and revoked_at is null;

-- name: note_import_key_used(hall, key, at)!
update import_keys set last_used_at = :at where hall = :hall and id = :key;

-- name: revoke_import_key(hall, key, at)!
update import_keys set revoked_at = :at
where hall = :hall and id = :key and revoked_at is null;
