-- name: all_halls()
select id from halls order by id;

-- name: lock_hall(hall)^
update halls set seq = seq where id = :hall
returning epoch, seq, head_hash, last_at, wall_offset, policy_version;

-- name: head(hall)^
select epoch, seq, head_hash, last_at, wall_offset, policy_version from halls where id = :hall;

-- name: move_head(hall, epoch, seq, head_hash, last_at, wall_offset, policy_version)!
update halls
set epoch = :epoch, seq = :seq, head_hash = :head_hash, last_at = :last_at,
    wall_offset = :wall_offset, policy_version = :policy_version
where id = :hall;

-- name: config(hall)$
select config from halls where id = :hall;

-- name: config_digest(hall)$
select config_digest from halls where id = :hall;

-- name: add_hall(hall, head_hash, last_at, wall_offset, policy_version, config, config_digest)!
insert into halls (
    id, epoch, seq, head_hash, last_at, wall_offset, policy_version, config, config_digest
) values (
    :hall, 1, 0, :head_hash, :last_at, :wall_offset, :policy_version, :config, :config_digest
);

-- name: add_zone(hall, zone)!
insert into zones (hall, id) values (:hall, :zone);

-- name: add_desk(hall, desk, zone)!
insert into desks (hall, id, zone) values (:hall, :desk, :zone);

-- name: add_series(hall, series, prefix, width)!
insert into series (hall, id, prefix, width, next) values (:hall, :series, :prefix, :width, 1);

-- name: add_service(hall, service, series)!
insert into services (hall, id, series) values (:hall, :service, :series);

-- name: next_ordinals(hall)
select id, next from series where hall = :hall order by id;

-- name: set_next(hall, series, ordinal)!
update series set next = :ordinal where hall = :hall and id = :series;
