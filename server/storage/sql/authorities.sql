-- name: authorities_of(hall)
select fingerprint, state, certificate, private_key, made_at
from authorities where hall = :hall
order by case state when 'given-up' then 0 when 'past' then 1 when 'current' then 2 else 3 end,
    made_at, fingerprint;

-- name: add_authority(hall, fingerprint, state, certificate, private_key, at)!
insert into authorities (hall, fingerprint, state, certificate, private_key, made_at)
values (:hall, :fingerprint, :state, :certificate, :private_key, :at);

-- name: set_authority_state(hall, fingerprint, state)!
update authorities set state = :state where hall = :hall and fingerprint = :fingerprint;

-- name: forget_authority_key(hall, fingerprint)!
update authorities set private_key = '' where hall = :hall and fingerprint = :fingerprint;
