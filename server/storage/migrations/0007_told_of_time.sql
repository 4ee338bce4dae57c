create index told_of_time on events (hall, epoch, seq)
    where kind in ('ClockAdjusted', 'ClockDoubted', 'DayClosed');
