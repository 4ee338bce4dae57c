alter table halls add column next_kiosk bigint not null default 1;

alter table devices add column number bigint;

create unique index one_device_per_number on devices (hall, number) where number is not null;

create table offline_numbers (
    hall text not null references halls (id),
    kiosk bigint not null,
    ordinal bigint not null,
    ticket text not null references tickets (id),
    merged_by text not null,
    merged_at bigint not null,
    primary key (hall, kiosk, ordinal),
    unique (hall, ticket)
);
