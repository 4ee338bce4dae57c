create table authorities (
    hall text not null references halls (id),
    fingerprint text not null,
    state text not null,
    certificate text not null,
    private_key text not null,
    made_at bigint not null,
    primary key (hall, fingerprint)
);

create unique index one_authority_of_a_state on authorities (hall, state)
    where state in ('current', 'coming');

create table device_keys (
    hall text not null,
    device text not null,
    key_digest text not null,
    state text not null,
    at bigint not null,
    primary key (hall, device, key_digest),
    foreign key (hall, device) references devices (hall, id)
);

alter table devices add column name text not null default '';

alter table devices add column keyed_at bigint not null default 0;

alter table devices add column authority text;

alter table devices add column suspect text;

alter table devices add column suspect_at bigint;

update devices set keyed_at = added_at;
