create table halls (
    id text primary key,
    epoch bigint not null,
    seq bigint not null,
    head_hash text not null,
    last_at bigint not null,
    wall_offset bigint not null,
    policy_version bigint not null,
    config text not null,
    config_digest text not null
);

create table zones (
    hall text not null references halls (id),
    id text not null,
    primary key (hall, id)
);

create table desks (
    hall text not null references halls (id),
    id text not null,
    zone text not null,
    primary key (hall, id),
    foreign key (hall, zone) references zones (hall, id)
);

create table series (
    hall text not null references halls (id),
    id text not null,
    prefix text not null,
    width bigint not null,
    next bigint not null,
    primary key (hall, id),
    unique (hall, prefix)
);

create table services (
    hall text not null references halls (id),
    id text not null,
    series text not null,
    primary key (hall, id),
    foreign key (hall, series) references series (hall, id)
);

create table service_days (
    hall text not null references halls (id),
    id text not null,
    opened_at bigint not null,
    closed_at bigint,
    primary key (hall, id)
);

create unique index one_open_day_per_hall on service_days (hall) where closed_at is null;

create table tickets (
    id text primary key,
    hall text not null,
    service_day text not null,
    series text not null,
    ordinal bigint not null,
    number text not null,
    language text not null,
    claim text,
    issue_request text not null,
    issued_by text not null,
    issued_at bigint not null,
    epoch bigint not null,
    seq bigint not null,
    unique (hall, service_day, series, ordinal),
    unique (hall, issue_request),
    foreign key (hall, service_day) references service_days (hall, id),
    foreign key (hall, series) references series (hall, id)
);

create table legs (
    id text primary key,
    hall text not null,
    ticket text not null references tickets (id),
    service text not null,
    ticket_class text not null,
    order_key bigint not null,
    seq bigint not null,
    state text not null,
    desk text,
    called_at bigint,
    recalls bigint not null,
    foreign key (hall, service) references services (hall, id),
    foreign key (hall, desk) references desks (hall, id)
);

create index legs_of_ticket on legs (ticket);

create index callable_legs on legs (hall, service, ticket_class, order_key, seq)
    where state = 'waiting';

create index open_legs on legs (hall, seq)
    where state in ('waiting', 'unclaimed', 'called', 'serving');

create unique index one_open_call_per_ticket on legs (ticket)
    where state in ('called', 'serving');

create unique index one_open_call_per_desk on legs (hall, desk)
    where state in ('called', 'serving');

create table shares (
    hall text not null references halls (id),
    tier bigint not null,
    service text not null,
    share bigint not null,
    primary key (hall, tier, service)
);

create table requests (
    hall text not null references halls (id),
    request_id text not null,
    actor text not null,
    command text not null,
    body_digest text not null,
    epoch bigint not null,
    first_seq bigint not null,
    last_seq bigint not null,
    refusal text,
    at bigint not null,
    primary key (hall, request_id)
);

create index requests_by_age on requests (hall, at);

create table events (
    hall text not null references halls (id),
    epoch bigint not null,
    seq bigint not null,
    at bigint not null,
    kind text not null,
    actor text not null,
    policy_version bigint not null,
    body text not null,
    body_digest text not null,
    prev_hash text not null,
    primary key (hall, epoch, seq)
);

create index events_by_seq on events (hall, seq, epoch);

create index days_opened on events (hall, epoch, seq) where kind = 'DayOpened';

create table event_private (
    hall text not null,
    epoch bigint not null,
    seq bigint not null,
    salt text not null,
    fields text not null,
    primary key (hall, epoch, seq),
    foreign key (hall, epoch, seq) references events (hall, epoch, seq)
);

create table devices (
    hall text not null references halls (id),
    id text not null,
    role text not null,
    key_digest text not null,
    zone text,
    added_at bigint not null,
    last_seen bigint,
    is_revoked smallint not null,
    primary key (hall, id),
    foreign key (hall, zone) references zones (hall, id)
);

create table deliveries (
    hall text not null references halls (id),
    call bigint not null,
    kind text not null,
    zone text not null,
    device text not null,
    result text not null,
    at bigint not null,
    primary key (hall, call, kind, zone, device)
);

create table officials (
    hall text not null references halls (id),
    id text not null,
    login text not null,
    password_hash text not null,
    role text not null,
    added_at bigint not null,
    is_disabled smallint not null,
    primary key (hall, id),
    unique (hall, login)
);

create table sessions (
    token_digest text primary key,
    hall text not null,
    official text not null,
    desk text,
    fence bigint not null,
    started_at bigint not null,
    last_used_at bigint not null,
    ends_at bigint not null,
    foreign key (hall, official) references officials (hall, id),
    foreign key (hall, desk) references desks (hall, id)
);

create index sessions_of_official on sessions (hall, official);

create table desk_fences (
    hall text not null,
    desk text not null,
    fence bigint not null,
    primary key (hall, desk),
    foreign key (hall, desk) references desks (hall, id)
);

create table known_browsers (
    hall text not null,
    official text not null,
    browser_digest text not null,
    last_at bigint not null,
    primary key (hall, official, browser_digest),
    foreign key (hall, official) references officials (hall, id)
);

create index known_browsers_by_age on known_browsers (hall, last_at);

create table login_failures (
    hall text not null references halls (id),
    kind text not null,
    key_digest text not null,
    failures bigint not null,
    last_at bigint not null,
    primary key (hall, kind, key_digest)
);
