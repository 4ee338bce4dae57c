-- name: next_number(hall, series)^
select series.next, series.prefix, series.width, service_days.id
from series left join service_days
    on service_days.hall = series.hall and service_days.closed_at is null
where series.hall = :hall and series.id = :series;

-- name: set_next_number(hall, series, next)!
update series set next = :next where hall = :hall and id = :series;

-- name: add_ticket(ticket, hall, service_day, series, ordinal, number, language, claim, issue_request, issued_by, issued_at, epoch, seq)!
insert into tickets (
    id, hall, service_day, series, ordinal, number, language, claim, issue_request, issued_by,
    issued_at, epoch, seq
) values (
    :ticket, :hall, :service_day, :series, :ordinal, :number, :language, :claim, :issue_request,
    :issued_by, :issued_at, :epoch, :seq
);

-- name: add_leg(leg, hall, ticket, service, ticket_class, order_key, seq, state)!
insert into legs (
    id, hall, ticket, service, ticket_class, order_key, seq, state, desk, called_at, recalls
) values (
    :leg, :hall, :ticket, :service, :ticket_class, :order_key, :seq, :state, null, null, 0
);

-- name: paper_of(hall, ticket)^
select tickets.number, tickets.issued_by, offline_numbers.merged_by
from tickets left join offline_numbers
    on offline_numbers.hall = tickets.hall and offline_numbers.ticket = tickets.id
where tickets.hall = :hall and tickets.id = :ticket;

-- name: leg_of_request(hall, issue_request, state)^
select legs.id, legs.ticket, tickets.number from tickets join legs on legs.ticket = tickets.id
where tickets.hall = :hall and tickets.issue_request = :issue_request and legs.state = :state;

-- name: head_of_lane(hall, service, ticket_class)^
select legs.id, tickets.number, legs.service, legs.ticket_class, legs.order_key, legs.seq
from legs join tickets on tickets.id = legs.ticket
where legs.hall = :hall and legs.service = :service and legs.ticket_class = :ticket_class
    and legs.state = 'waiting'
order by legs.order_key, legs.seq
limit 1;

-- name: waiting_by_lane(hall)
select service, ticket_class, count(*) from legs
where hall = :hall and state = 'waiting'
group by service, ticket_class;

-- name: count_open(hall)$
select count(*) from legs where hall = :hall and state in ('waiting', 'unclaimed');

-- name: open_legs_of_other_days(hall, day)
select legs.id, legs.ticket, tickets.number
from legs join tickets on tickets.id = legs.ticket
where legs.hall = :hall and legs.state in ('waiting', 'unclaimed', 'called', 'serving')
    and tickets.service_day <> :day
order by legs.seq;

-- name: set_state(leg, state)!
update legs set state = :state where id = :leg;

-- name: call_leg(leg, desk, at)!
update legs set state = 'called', desk = :desk, called_at = :at, recalls = 0 where id = :leg;

-- name: recall_leg(leg)!
update legs set recalls = recalls + 1 where id = :leg;

-- name: at_desk(hall, desk)^
select ticket, id, state, recalls from legs
where hall = :hall and desk = :desk and state in ('called', 'serving');

-- name: ticket_of_leg(leg)^
select tickets.id, tickets.number, tickets.language, tickets.claim
from legs join tickets on tickets.id = legs.ticket
where legs.id = :leg;

-- name: numbers_of_day(hall, service_day)
select id, number, issue_request from tickets
where hall = :hall and service_day = :service_day;

-- name: next_ordinals(hall)
select id, next from series where hall = :hall;
