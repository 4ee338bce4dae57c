-- name: add_absence(hall, device, since, until)!
insert into absences (hall, device, since, until) values (:hall, :device, :since, :until)
on conflict (hall, device, since) do update set until = excluded.until;

-- name: forget_absences(hall, device, before, most)!
delete from absences where hall = :hall and device = :device and (
    until < :before
    or since < (
        select min(newest.since) from (
            select since from absences where hall = :hall and device = :device
            order by since desc limit :most
        ) as newest
    )
);

-- name: absences_of(hall, device)
select since, until from absences where hall = :hall and device = :device order by since;
