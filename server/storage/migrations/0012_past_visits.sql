create table past_visits (
    hall text not null references halls (id),
    leg text not null,
    called_at bigint not null,
    ended_at bigint not null,
    waits_from bigint not null,
    service text not null,
    lane text not null,
    tier bigint not null,
    desk text not null,
    is_no_show smallint not null,
    likely_ms bigint,
    high_ms bigint,
    block bigint,
    is_many smallint,
    told_low bigint,
    told_high bigint,
    is_approximate smallint,
    primary key (hall, leg, called_at)
);

create index past_visits_by_end on past_visits (hall, ended_at, leg);
