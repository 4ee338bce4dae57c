-- name: leg(leg)^
select legs.id, legs.ticket, legs.state, legs.desk, legs.called_at, tickets.issued_at,
    tickets.number, legs.service, legs.ticket_class, legs.order_key, legs.seq, legs.lane
from legs join tickets on tickets.id = legs.ticket
where legs.id = :leg;

-- name: newest_leg(hall, ticket)^
select legs.id, legs.ticket, legs.state, legs.desk, legs.called_at, tickets.issued_at,
    tickets.number, legs.service, legs.ticket_class, legs.order_key, legs.seq, legs.lane
from tickets join legs on legs.ticket = tickets.id
where tickets.hall = :hall and tickets.id = :ticket and legs.state <> 'withdrawn'
order by legs.nth desc, legs.seq desc
limit 1;

-- name: newest_leg_of_number(hall, service_day, number)^
select legs.id, legs.ticket, legs.state, legs.desk, legs.called_at, tickets.issued_at,
    tickets.number, legs.service, legs.ticket_class, legs.order_key, legs.seq, legs.lane
from tickets join legs on legs.ticket = tickets.id
where tickets.hall = :hall and tickets.service_day = :service_day and tickets.number = :number
    and legs.state <> 'withdrawn'
order by tickets.seq desc, legs.nth desc, legs.seq desc
limit 1;

-- name: put_back_to_wait(leg, state)!
update legs
set state = :state, desk = null, called_at = null, recalls = 0,
    due_at = case when :state = 'booked' then order_key end
where id = :leg;

-- name: put_back_to_desk(leg, state)!
update legs set state = :state, absent_at = null, due_at = null where id = :leg;

-- name: take_recall_back(leg)!
update legs set recalls = recalls - 1 where id = :leg;

-- name: put_to_desk(leg, state, desk, at)!
update legs set state = :state, desk = :desk, called_at = :at where id = :leg;
