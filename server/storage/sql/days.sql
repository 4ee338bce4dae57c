-- name: open_day(hall)^
select id, opened_at from service_days where hall = :hall and closed_at is null;

-- name: find_day(hall, day)^
select id, opened_at from service_days where hall = :hall and id = :day;

-- name: add_day(hall, day, at)!
insert into service_days (hall, id, opened_at, closed_at) values (:hall, :day, :at, null);

-- name: close_day(hall, day, at)!
update service_days set closed_at = :at where hall = :hall and id = :day;

-- name: newest_day(hall)^
select id, opened_at from service_days where hall = :hall
order by opened_at desc, id desc
limit 1;

-- name: reopen_day(hall, day, at)!
update service_days set opened_at = :at, closed_at = null where hall = :hall and id = :day;

-- name: restart_series(hall, first)!
update series set next = :first
where hall = :hall and id in (select services.series from services where services.hall = :hall);

-- name: forget_shares(hall)!
delete from shares where hall = :hall;

-- name: share(hall, tier, service)$
select share from shares where hall = :hall and tier = :tier and service = :service;

-- name: keep_share(hall, tier, service, share)!
insert into shares (hall, tier, service, share) values (:hall, :tier, :service, :share)
on conflict (hall, tier, service) do update set share = excluded.share;
