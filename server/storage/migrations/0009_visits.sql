alter table tickets add column persons bigint not null default 1;

alter table tickets add column is_claim_confirmed smallint not null default 0;

alter table legs add column lane text not null default '';

update legs set lane = service;

alter table legs add column nth bigint not null default 1;

alter table legs add column due_at bigint;

alter table legs add column absent_at bigint;

alter table legs add column revivals bigint not null default 0;

alter table legs add column back_service text;

alter table legs add column back_lane text;

drop index callable_legs;

create index callable_legs_by_lane on legs (hall, lane, ticket_class, order_key, seq)
    where state = 'waiting';

create index due_legs on legs (hall, due_at)
    where due_at is not null and state in ('parked', 'booked');

drop index open_legs;

create index open_legs on legs (hall, seq)
    where state in (
        'waiting', 'unclaimed', 'parked', 'booked', 'recall-paused', 'called', 'serving'
    );
