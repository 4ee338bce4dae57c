-- name: keep_booking(hall, booking, code_digest, service, service_day, slot, minutes, persons, post, region)!
insert into bookings (
    hall, id, code_digest, service, service_day, slot, minutes, persons, post, region, state, ticket
) values (
    :hall, :booking, :code_digest, :service, :service_day, :slot, :minutes, :persons, :post,
    :region, 'expected', null
)
on conflict (hall, id) do update set
    code_digest = excluded.code_digest, service = excluded.service,
    service_day = excluded.service_day, slot = excluded.slot, minutes = excluded.minutes,
    persons = excluded.persons, post = excluded.post, region = excluded.region;

-- name: set_booking(hall, booking, state, ticket)!
update bookings set state = :state, ticket = :ticket where hall = :hall and id = :booking;

-- name: find_booking(hall, booking)^
select id, code_digest, service, slot, minutes, persons, post, region, state, ticket
from bookings where hall = :hall and id = :booking;

-- name: bookings_by_code(hall, code_digest)
select id, code_digest, service, slot, minutes, persons, post, region, state, ticket
from bookings where hall = :hall and code_digest = :code_digest
order by slot, id;

-- name: shown_bookings(hall, service_day, first_slot, behind_slot)
select id, code_digest, service, slot, minutes, persons, post, region, state, ticket
from bookings where hall = :hall and service_day = :service_day
    and (post is not null or (slot >= :first_slot and slot < :behind_slot))
order by slot, id;

-- name: count_by_hour(hall, service_day)
select substr(slot, 12, 2), count(*) from bookings
where hall = :hall and service_day = :service_day and post is null
group by substr(slot, 12, 2) order by substr(slot, 12, 2);

-- name: expected_bookings(hall)
select id, code_digest, service, slot, minutes, persons, post, region, state, ticket
from bookings where hall = :hall and state = 'expected'
order by slot, id;

-- name: count_expected(hall, service_day, service)$
select count(*) from bookings
where hall = :hall and service_day = :service_day and service = :service
    and state = 'expected';

-- name: booking_secret(hall)$
select secret from booking_secrets where hall = :hall;

-- name: keep_booking_secret(hall, secret)!
insert into booking_secrets (hall, secret) values (:hall, :secret);

-- name: visitors_taken_in(hall, service_day, service)$
select visitors from taken_in
where hall = :hall and service_day = :service_day and service = :service;

-- name: visitors_of_day(hall, service_day)
select service, visitors from taken_in
where hall = :hall and service_day = :service_day order by service;

-- name: take_visitor_in(hall, service_day, service)!
insert into taken_in (hall, service_day, service, visitors)
values (:hall, :service_day, :service, 1)
on conflict (hall, service_day, service) do update set visitors = taken_in.visitors + 1;

-- name: ended_bookings(hall, service_day)^
select sum(case when state = 'used' then 1 else 0 end), count(*) from bookings
where hall = :hall and service_day >= :service_day and state in ('used', 'lapsed');
