-- name: add_past_visit(hall, leg, called_at, ended_at, waits_from, service, lane, tier, desk, is_no_show, likely_ms, high_ms, block, is_many, told_low, told_high, is_approximate)!
insert into past_visits (
    hall, leg, called_at, ended_at, waits_from, service, lane, tier, desk, is_no_show,
    likely_ms, high_ms, block, is_many, told_low, told_high, is_approximate
) values (
    :hall, :leg, :called_at, :ended_at, :waits_from, :service, :lane, :tier, :desk, :is_no_show,
    :likely_ms, :high_ms, :block, :is_many, :told_low, :told_high, :is_approximate
)
on conflict (hall, leg, called_at) do nothing;

-- name: past_visits_after(hall, ended_at, leg, limit)
select
    leg, service, lane, tier, desk, waits_from, called_at, ended_at, is_no_show,
    likely_ms, high_ms, block, is_many, told_low, told_high, is_approximate
from past_visits
where hall = :hall
    and (ended_at > :ended_at or (ended_at = :ended_at and leg > :leg))
order by ended_at, leg
limit :limit;

-- name: forget_past_visits(hall, before)!
delete from past_visits where hall = :hall and ended_at < :before;

-- name: told_waits(hall, since, offset, part)
select
    (waits_from + cast(:offset as bigint)) / cast(:part as bigint),
    count(*),
    sum(case when told_low is null then 0 else 1 end),
    sum(case when told_low is not null and told_high is null then 1 else 0 end),
    sum(case when told_high is not null and called_at - waits_from <= told_high * 60000
        then 1 else 0 end),
    sum(case when told_high is not null and called_at - waits_from > (told_high + 10) * 60000
        then 1 else 0 end),
    sum(case when told_high is not null and called_at - waits_from < told_low * 60000
        then 1 else 0 end),
    sum(case when told_high is not null then told_high - told_low else 0 end),
    sum(case when is_approximate = 1 then 1 else 0 end)
from past_visits
where hall = :hall and ended_at >= :since
group by 1
order by 1;

-- name: told_waits_by_block(hall, since)
select
    block,
    is_many,
    count(*),
    sum(case when called_at - waits_from <= told_high * 60000 then 1 else 0 end)
from past_visits
where hall = :hall and ended_at >= :since and told_high is not null
group by block, is_many
order by block, is_many;
