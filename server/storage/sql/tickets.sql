-- name: next_number(hall, series)^
select series.next, series.prefix, series.width, service_days.id
from series left join service_days
    on service_days.hall = series.hall and service_days.closed_at is null
where series.hall = :hall and series.id = :series;

-- name: set_next_number(hall, series, next)!
update series set next = :next where hall = :hall and id = :series;

-- name: add_ticket(ticket, hall, service_day, series, ordinal, number, language, claim, persons, issue_request, issued_by, issued_at, epoch, seq)!
insert into tickets (
    id, hall, service_day, series, ordinal, number, language, claim, persons, issue_request,
    issued_by, issued_at, epoch, seq
) values (
    :ticket, :hall, :service_day, :series, :ordinal, :number, :language, :claim, :persons,
    :issue_request, :issued_by, :issued_at, :epoch, :seq
);

-- name: add_leg(leg, hall, ticket, service, lane, ticket_class, order_key, seq, state, due_at)!
insert into legs (
    id, hall, ticket, service, lane, ticket_class, order_key, seq, state, due_at, desk, called_at,
    recalls
) values (
    :leg, :hall, :ticket, :service, :lane, :ticket_class, :order_key, :seq, :state, :due_at, null,
    null, 0
);

-- name: issued_seq(hall, ticket)$
select seq from tickets where hall = :hall and id = :ticket;

-- name: paper_of(hall, ticket)^
select tickets.number, tickets.issued_by, offline_numbers.merged_by
from tickets left join offline_numbers
    on offline_numbers.hall = tickets.hall and offline_numbers.ticket = tickets.id
where tickets.hall = :hall and tickets.id = :ticket;

-- name: leg_of_request(hall, issue_request, state)^
select legs.id, legs.ticket, tickets.number from tickets join legs on legs.ticket = tickets.id
where tickets.hall = :hall and tickets.issue_request = :issue_request and legs.state = :state;

-- name: heads_of_lane(hall, lane)
select legs.id, tickets.number, legs.service, legs.ticket_class, legs.order_key, legs.seq,
    legs.lane
from (
    select * from (
        select * from legs
        where hall = :hall and lane = :lane and ticket_class = 'ordinary' and state = 'waiting'
        order by order_key, seq limit 1
    ) as ordinary
    union all
    select * from (
        select * from legs
        where hall = :hall and lane = :lane and ticket_class = 'booked' and state = 'waiting'
        order by order_key, seq limit 1
    ) as booked
    union all
    select * from (
        select * from legs
        where hall = :hall and lane = :lane and ticket_class = 'statutory' and state = 'waiting'
        order by order_key, seq limit 1
    ) as statutory
) as legs join tickets on tickets.id = legs.ticket;

-- name: booked_legs(hall)
select legs.id, tickets.number, legs.service, legs.ticket_class, legs.order_key, legs.seq,
    legs.lane
from legs join tickets on tickets.id = legs.ticket
where legs.hall = :hall and legs.due_at is not null and legs.state in ('parked', 'booked')
    and legs.state = 'booked'
order by legs.due_at, legs.seq;

-- name: parked_before(hall, desk, order_key, seq, most)
select legs.id, tickets.number, legs.service, legs.ticket_class, legs.order_key, legs.seq,
    legs.lane
from legs join tickets on tickets.id = legs.ticket
where legs.hall = :hall and legs.desk = :desk and legs.state = 'parked'
    and (legs.order_key < :order_key or (legs.order_key = :order_key and legs.seq < :seq))
order by legs.order_key, legs.seq
limit :most;

-- name: waiting_by_lane(hall)
select lane, ticket_class, count(*) from legs
where hall = :hall and state = 'waiting'
group by lane, ticket_class;

-- name: waiting_for_officials(hall)
select lane, service, ticket_class, count(*) from legs
where hall = :hall and state = 'waiting' and lane >= '@official-' and lane < '@official.'
group by lane, service, ticket_class;

-- name: count_open(hall)$
select count(*) from legs where hall = :hall and state in (
    'waiting', 'unclaimed', 'parked', 'booked', 'recall-paused'
);

-- name: open_legs_of_other_days(hall, day)
select legs.id, legs.ticket, tickets.number
from legs join tickets on tickets.id = legs.ticket
where legs.hall = :hall and legs.state in (
        'waiting', 'unclaimed', 'parked', 'booked', 'recall-paused', 'called', 'serving'
    )
    and tickets.service_day <> :day
order by legs.seq;

-- name: set_state(leg, state)!
update legs set state = :state where id = :leg;

-- name: call_leg(leg, desk, at)!
update legs set state = 'called', desk = :desk, called_at = :at, recalls = 0 where id = :leg;

-- name: recall_leg(leg)!
update legs set recalls = recalls + 1 where id = :leg;

-- name: at_desk(hall, desk)^
select ticket, id, state, recalls, service, back_service, back_lane from legs
where hall = :hall and desk = :desk and state in ('called', 'serving');

-- name: ticket_of_leg(leg)^
select tickets.id, tickets.number, tickets.language, tickets.claim, tickets.persons
from legs join tickets on tickets.id = legs.ticket
where legs.id = :leg;

-- name: numbers_of_day(hall, service_day)
select id, number, issue_request from tickets
where hall = :hall and service_day = :service_day;

-- name: next_ordinals(hall)
select id, next from series where hall = :hall;
