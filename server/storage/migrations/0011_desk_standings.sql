create table desk_standings (
    hall text not null,
    desk text not null,
    ready_since bigint,
    ready_official text,
    break_since bigint,
    break_reason text,
    primary key (hall, desk),
    foreign key (hall, desk) references desks (hall, id)
);

create index ready_desks on desk_standings (hall, ready_since, desk)
    where ready_since is not null;

create table desk_overrides (
    hall text not null,
    desk text not null,
    times bigint not null,
    primary key (hall, desk),
    foreign key (hall, desk) references desks (hall, id)
);

create table hall_standings (
    hall text primary key references halls (id),
    standing text not null,
    reason text not null,
    since bigint not null
);

create table ordered_papers (
    hall text not null references halls (id),
    ticket text not null references tickets (id),
    copy bigint not null,
    device text not null,
    primary key (hall, ticket, copy)
);
