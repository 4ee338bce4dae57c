-- name: add_pairing(hall, id, code, role, address, since, expires_at)!
insert into pairings (hall, id, code, role, address, since, expires_at, wish, outcome)
values (:hall, :id, :code, :role, :address, :since, :expires_at, null, null);

-- name: waiting_pairings(hall, now)
select id, code, role, address, since, expires_at from pairings
where hall = :hall and wish is null and expires_at > :now
order by since, id;

-- name: ask_pairing(hall, id, wish, now)^
update pairings set wish = :wish
where hall = :hall and id = :id and wish is null and expires_at > :now
returning id;

-- name: wish_of_pairing(hall, id)$
select wish from pairings where hall = :hall and id = :id;

-- name: end_pairing(hall, id, outcome)!
update pairings set outcome = :outcome where hall = :hall and id = :id;

-- name: outcome_of_pairing(hall, id)$
select outcome from pairings where hall = :hall and id = :id;

-- name: remove_pairing(hall, id)!
delete from pairings where hall = :hall and id = :id and wish is null;

-- name: forget_pairings(hall, before)!
delete from pairings where hall = :hall and expires_at <= :before;
