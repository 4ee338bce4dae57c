-- name: official_by_login(hall, login)^
select id, login, password_hash, role, is_disabled, temporary_until, added_at
from officials
where hall = :hall and login = :login;

-- name: official_by_id(hall, id)^
select id, login, password_hash, role, is_disabled, temporary_until, added_at
from officials
where hall = :hall and id = :id;

-- name: all_officials(hall)
select id, login, password_hash, role, is_disabled, temporary_until, added_at
from officials
where hall = :hall
order by is_disabled, login;

-- name: add_official(hall, id, login, password_hash, role, at, temporary_until)!
insert into officials (
    hall, id, login, password_hash, role, added_at, is_disabled, temporary_until
) values (:hall, :id, :login, :password_hash, :role, :at, 0, :temporary_until);

-- name: keep_password(hall, id, password_hash)!
update officials set password_hash = :password_hash where hall = :hall and id = :id;

-- name: limit_password(hall, id, temporary_until)!
update officials set temporary_until = :temporary_until where hall = :hall and id = :id;

-- name: set_role(hall, id, role)!
update officials set role = :role where hall = :hall and id = :id;

-- name: set_disabled(hall, id, is_disabled)!
update officials set is_disabled = :is_disabled where hall = :hall and id = :id;

-- name: session(hall, token_digest, now)^
select sessions.token_digest, sessions.official, officials.login, officials.role,
       sessions.desk, sessions.fence, coalesce(desk_fences.fence, 0),
       sessions.last_used_at, sessions.ends_at, sessions.browser_digest, sessions.place,
       sessions.confirmed_at, officials.temporary_until
from sessions
join officials
    on officials.hall = sessions.hall and officials.id = sessions.official
left join desk_fences
    on desk_fences.hall = sessions.hall and desk_fences.desk = sessions.desk
where sessions.hall = :hall
    and sessions.token_digest = :token_digest
    and sessions.ends_at > :now
    and sessions.last_used_at + sessions.idle_ms > :now
    and officials.is_disabled = 0;

-- name: sessions_in_use(hall, now)
select sessions.id, sessions.token_digest, sessions.official, officials.login, officials.role,
       sessions.desk, sessions.fence, coalesce(desk_fences.fence, 0), sessions.browser,
       sessions.place, sessions.started_at, sessions.last_used_at
from sessions
join officials
    on officials.hall = sessions.hall and officials.id = sessions.official
left join desk_fences
    on desk_fences.hall = sessions.hall and desk_fences.desk = sessions.desk
where sessions.hall = :hall
    and sessions.ends_at > :now
    and sessions.last_used_at + sessions.idle_ms > :now
    and officials.is_disabled = 0
order by sessions.started_at, sessions.id;

-- name: add_session(token_digest, hall, official, id, browser_digest, browser, place, idle_ms, now, ends_at)!
insert into sessions (
    token_digest, hall, official, desk, fence, started_at, last_used_at, ends_at,
    id, browser_digest, browser, place, idle_ms, confirmed_at
) values (
    :token_digest, :hall, :official, null, 0, :now, :now, :ends_at,
    :id, :browser_digest, :browser, :place, :idle_ms, :now
);

-- name: touch_session(hall, token_digest, now)!
update sessions set last_used_at = :now where hall = :hall and token_digest = :token_digest;

-- name: confirm_session(hall, token_digest, now)!
update sessions set confirmed_at = :now where hall = :hall and token_digest = :token_digest;

-- name: end_session(hall, token_digest, now)!
update sessions set ends_at = :now
where hall = :hall and token_digest = :token_digest and ends_at > :now;

-- name: end_sessions_of(hall, official, but, now)!
update sessions set ends_at = :now
where hall = :hall and official = :official and token_digest <> :but and ends_at > :now;

-- name: end_all_sessions(hall, now)!
update sessions set ends_at = :now where hall = :hall and ends_at > :now;

-- name: forget_sessions(hall, before)!
delete from sessions where hall = :hall and ends_at < :before;

-- name: raise_fence(hall, desk)!
insert into desk_fences (hall, desk, fence) values (:hall, :desk, 1)
on conflict (hall, desk) do update set fence = desk_fences.fence + 1;

-- name: fence_of(hall, desk)$
select fence from desk_fences where hall = :hall and desk = :desk;

-- name: take_desk(hall, token_digest, desk, fence)!
update sessions set desk = :desk, fence = :fence
where hall = :hall and token_digest = :token_digest;

-- name: receiving(hall, now)
select sessions.desk, sessions.official
from sessions
join desk_fences
    on desk_fences.hall = sessions.hall
    and desk_fences.desk = sessions.desk
    and desk_fences.fence = sessions.fence
where sessions.hall = :hall
    and sessions.ends_at > :now
    and sessions.last_used_at + sessions.idle_ms > :now;

-- name: knows_browser(hall, login, browser_digest)$
select known_browsers.last_at
from known_browsers
join officials
    on officials.hall = known_browsers.hall and officials.id = known_browsers.official
where officials.hall = :hall and officials.login = :login
    and known_browsers.browser_digest = :browser_digest;

-- name: know_browser(hall, official, browser_digest, now)!
insert into known_browsers (hall, official, browser_digest, last_at)
values (:hall, :official, :browser_digest, :now)
on conflict (hall, official, browser_digest) do update set last_at = excluded.last_at;

-- name: forget_browsers(hall, before)!
delete from known_browsers where hall = :hall and last_at < :before;

-- name: forget_browsers_of(hall, official)!
delete from known_browsers where hall = :hall and official = :official;

-- name: login_failures(hall, kind, key_digest)^
select failures, last_at from login_failures
where hall = :hall and kind = :kind and key_digest = :key_digest;

-- name: note_login_failure(hall, kind, key_digest, failures, about, now)!
insert into login_failures (hall, kind, key_digest, failures, about, last_at)
values (:hall, :kind, :key_digest, :failures, :about, :now)
on conflict (hall, kind, key_digest) do update set failures = excluded.failures,
    about = excluded.about, last_at = excluded.last_at;

-- name: clear_login_failures(hall, kind, key_digest)!
delete from login_failures where hall = :hall and kind = :kind and key_digest = :key_digest;

-- name: failures_about(hall)
select kind, about, max(failures), max(last_at) from login_failures
where hall = :hall and about <> ''
group by kind, about;

-- name: clear_failures_about(hall, about)!
delete from login_failures where hall = :hall and about = :about;

-- name: forget_login_failures(hall, before)!
delete from login_failures where hall = :hall and last_at < :before;
