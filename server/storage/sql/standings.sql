-- name: hall_standing(hall)^
select standing, reason, since from hall_standings where hall = :hall;

-- name: set_hall_standing(hall, standing, reason, since)!
insert into hall_standings (hall, standing, reason, since)
values (:hall, :standing, :reason, :since)
on conflict (hall) do update set
    standing = excluded.standing, reason = excluded.reason, since = excluded.since;

-- name: open_hall(hall)!
delete from hall_standings where hall = :hall;

-- name: desk_standing(hall, desk)^
select ready_since, ready_official, break_since, break_reason
from desk_standings where hall = :hall and desk = :desk;

-- name: set_desk_standing(hall, desk, ready_since, ready_official, break_since, break_reason)!
insert into desk_standings (
    hall, desk, ready_since, ready_official, break_since, break_reason
) values (
    :hall, :desk, :ready_since, :ready_official, :break_since, :break_reason
)
on conflict (hall, desk) do update set
    ready_since = excluded.ready_since, ready_official = excluded.ready_official,
    break_since = excluded.break_since, break_reason = excluded.break_reason;

-- name: forget_desk_standing(hall, desk)!
delete from desk_standings where hall = :hall and desk = :desk;

-- name: ready_desks(hall)
select desk, ready_official from desk_standings
where hall = :hall and ready_since is not null
order by ready_since, desk;

-- name: overrides(hall, desk)$
select times from desk_overrides where hall = :hall and desk = :desk;

-- name: set_overrides(hall, desk, times)!
insert into desk_overrides (hall, desk, times) values (:hall, :desk, :times)
on conflict (hall, desk) do update set times = excluded.times;

-- name: forget_overrides(hall)!
delete from desk_overrides where hall = :hall;

-- name: forget_desk_standings(hall)!
delete from desk_standings where hall = :hall;

-- name: newest_copy(hall, ticket)$
select copy from ordered_papers where hall = :hall and ticket = :ticket
order by copy desc
limit 1;

-- name: order_paper(hall, ticket, copy, device)!
insert into ordered_papers (hall, ticket, copy, device) values (:hall, :ticket, :copy, :device);

-- name: is_ordered(hall, ticket, copy, device)$
select 1 from ordered_papers
where hall = :hall and ticket = :ticket and copy = :copy and device = :device;
