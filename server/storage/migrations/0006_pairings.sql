create table pairings (
    hall text not null references halls (id),
    id text not null,
    code text not null,
    role text not null,
    address text not null,
    since bigint not null,
    expires_at bigint not null,
    wish text,
    outcome text,
    primary key (hall, id)
);
