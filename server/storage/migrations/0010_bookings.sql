create table bookings (
    hall text not null references halls (id),
    id text not null,
    code_digest text not null,
    service text not null,
    service_day text not null,
    slot text not null,
    minutes bigint not null,
    persons bigint not null,
    post text,
    region text,
    state text not null,
    ticket text references tickets (id),
    primary key (hall, id),
    foreign key (hall, service) references services (hall, id)
);

create index bookings_by_code on bookings (hall, code_digest);

create index bookings_by_slot on bookings (hall, service_day, slot);

create index expected_bookings on bookings (hall, service_day, service)
    where state = 'expected';

create table booking_secrets (
    hall text primary key references halls (id),
    secret text not null
);

create table taken_in (
    hall text not null,
    service_day text not null,
    service text not null,
    visitors bigint not null,
    primary key (hall, service_day, service),
    foreign key (hall, service) references services (hall, id)
);

create table import_keys (
    hall text not null references halls (id),
    id text not null,
    key_digest text not null unique,
    made_at bigint not null,
    last_used_at bigint,
    revoked_at bigint,
    primary key (hall, id)
);
