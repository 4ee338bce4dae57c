-- name: add_event(hall, epoch, seq, at, kind, actor, policy_version, body, body_digest, prev_hash)!
insert into events (
    hall, epoch, seq, at, kind, actor, policy_version, body, body_digest, prev_hash
) values (
    :hall, :epoch, :seq, :at, :kind, :actor, :policy_version, :body, :body_digest, :prev_hash
);

-- name: events_from(hall, epoch, seq, limit)
select epoch, seq, at, kind, actor, policy_version, body, body_digest, prev_hash
from events where hall = :hall and (epoch, seq) >= (:epoch, :seq)
order by epoch, seq
limit :limit;

-- name: events_between(hall, epoch, first, last)
select epoch, seq, at, kind, actor, policy_version, body, body_digest, prev_hash
from events where hall = :hall and epoch = :epoch and seq >= :first and seq <= :last
order by seq;

-- name: event_at(hall, seq)^
select epoch, seq, at, kind, actor, policy_version, body, body_digest, prev_hash
from events where hall = :hall and seq = :seq
order by epoch desc
limit 1;

-- name: newest_of_time(hall, kind)^
select epoch, seq, at, kind, actor, policy_version, body, body_digest, prev_hash
from events
where hall = :hall and kind in ('ClockAdjusted', 'ClockDoubted', 'DayClosed') and kind = :kind
order by epoch desc, seq desc
limit 1;

-- name: newest_layout(hall)^
select epoch, seq, at, kind, actor, policy_version, body, body_digest, prev_hash
from events
where hall = :hall and kind = 'TicketLayoutChanged'
order by epoch desc, seq desc
limit 1;

-- name: days_opened(hall, limit)
select epoch, seq, at, kind, actor, policy_version, body, body_digest, prev_hash
from events where hall = :hall and kind = 'DayOpened'
order by epoch desc, seq desc
limit :limit;

-- name: numbering_from(hall, epoch, seq)
select epoch, seq, at, kind, actor, policy_version, body, body_digest, prev_hash
from events
where hall = :hall and (epoch, seq) >= (:epoch, :seq)
    and kind in ('TicketIssued', 'DayOpened', 'DayReopened', 'SeriesRaised', 'LogGap')
order by epoch, seq;

-- name: last_day_opened(hall)^
select epoch, seq from events where hall = :hall and kind = 'DayOpened'
order by epoch desc, seq desc
limit 1;
