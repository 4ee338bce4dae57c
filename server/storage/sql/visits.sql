-- name: leg(hall, leg)^
select legs.ticket, tickets.number, tickets.language, tickets.claim, tickets.persons,
    tickets.is_claim_confirmed, tickets.service_day, legs.id, legs.service, legs.lane,
    legs.ticket_class, legs.order_key, legs.seq, legs.nth, legs.state, legs.desk,
    legs.absent_at, legs.revivals, legs.back_service, legs.back_lane
from legs join tickets on tickets.id = legs.ticket
where legs.hall = :hall and legs.id = :leg;

-- name: newest_leg(hall, ticket)^
select legs.ticket, tickets.number, tickets.language, tickets.claim, tickets.persons,
    tickets.is_claim_confirmed, tickets.service_day, legs.id, legs.service, legs.lane,
    legs.ticket_class, legs.order_key, legs.seq, legs.nth, legs.state, legs.desk,
    legs.absent_at, legs.revivals, legs.back_service, legs.back_lane
from legs join tickets on tickets.id = legs.ticket
where legs.hall = :hall and legs.ticket = :ticket and legs.state <> 'withdrawn'
order by legs.nth desc
limit 1;

-- name: add_next_leg(leg, hall, ticket, service, lane, ticket_class, order_key, seq, state, due_at, nth, back_service, back_lane)!
insert into legs (
    id, hall, ticket, service, lane, ticket_class, order_key, seq, state, desk, called_at,
    recalls, due_at, nth, back_service, back_lane
) values (
    :leg, :hall, :ticket, :service, :lane, :ticket_class, :order_key, :seq, :state, null, null,
    0, :due_at, :nth, :back_service, :back_lane
);

-- name: park_leg(leg, due_at)!
update legs set state = 'parked', due_at = :due_at where id = :leg;

-- name: wait_again(leg, state)!
update legs
set state = :state, desk = null, called_at = null, recalls = 0, absent_at = null,
    due_at = case when :state = 'booked' then order_key end
where id = :leg;

-- name: miss_leg(leg, at)!
update legs set state = 'no-show', absent_at = :at where id = :leg;

-- name: count_revival(leg)!
update legs set revivals = revivals + 1 where id = :leg;

-- name: due_legs(hall, now, most)
select legs.id, legs.ticket, tickets.number, legs.state, legs.ticket_class, legs.order_key
from legs join tickets on tickets.id = legs.ticket
where legs.hall = :hall and legs.due_at is not null and legs.due_at <= :now
    and legs.state in ('parked', 'booked')
order by legs.due_at, legs.seq, legs.id
limit :most;

-- name: confirm_claim(hall, ticket)!
update tickets set is_claim_confirmed = 1 where hall = :hall and id = :ticket;

-- name: drop_claim(hall, ticket)!
update tickets set claim = null where hall = :hall and id = :ticket;

-- name: lower_leg(leg)!
update legs set ticket_class = 'ordinary' where id = :leg;
