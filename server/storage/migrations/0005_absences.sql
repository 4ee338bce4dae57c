create table absences (
    hall text not null,
    device text not null,
    since bigint not null,
    until bigint not null,
    primary key (hall, device, since),
    foreign key (hall, device) references devices (hall, id)
);
