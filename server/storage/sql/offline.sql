-- name: kiosk_number(hall, device)$
select number from devices where hall = :hall and id = :device;

-- name: holder_of_number(hall, number)^
select id, is_revoked, last_seen from devices where hall = :hall and number = :number;

-- name: take_kiosk_number(hall)$
update halls set next_kiosk = next_kiosk + 1 where id = :hall returning next_kiosk - 1;

-- name: set_kiosk_number(hall, device, number)!
update devices set number = :number where hall = :hall and id = :device;

-- name: add_kiosk_series(hall, series, prefix, width)!
insert into series (hall, id, prefix, width, next) values (:hall, :series, :prefix, :width, 1)
on conflict (hall, id) do nothing;

-- name: next_of_series(hall, series)$
select next from series where hall = :hall and id = :series;

-- name: raise_series(hall, series, next)!
update series set next = :next where hall = :hall and id = :series and next < :next;

-- name: arrival_before(hall, kiosk, ordinal, series)$
select legs.order_key
from offline_numbers
join tickets on tickets.id = offline_numbers.ticket
join legs on legs.ticket = tickets.id
where offline_numbers.hall = :hall and offline_numbers.kiosk = :kiosk
    and offline_numbers.ordinal < :ordinal and tickets.series = :series
    and legs.ticket_class <> 'booked'
order by offline_numbers.ordinal desc limit 1;

-- name: offline_ticket(hall, kiosk, ordinal)$
select ticket from offline_numbers where hall = :hall and kiosk = :kiosk and ordinal = :ordinal;

-- name: add_offline_number(hall, kiosk, ordinal, ticket, device, at)!
insert into offline_numbers (hall, kiosk, ordinal, ticket, merged_by, merged_at)
values (:hall, :kiosk, :ordinal, :ticket, :device, :at);

-- name: ticket_of_request(hall, issue_request)^
select tickets.id, tickets.number, tickets.language, tickets.claim, tickets.persons, legs.id,
    legs.service, legs.lane, legs.ticket_class, legs.order_key, legs.seq, legs.state, legs.desk, legs.recalls,
    offline_numbers.ticket
from tickets join legs on legs.ticket = tickets.id
left join offline_numbers
    on offline_numbers.hall = tickets.hall and offline_numbers.ticket = tickets.id
where tickets.hall = :hall and tickets.issue_request = :issue_request
    and legs.state <> 'withdrawn'
order by legs.nth desc
limit 1;

-- name: renumber_ticket(hall, ticket, number)!
update tickets set number = :number where hall = :hall and id = :ticket;
