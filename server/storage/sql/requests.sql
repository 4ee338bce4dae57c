-- name: find_request(hall, request_id)^
select actor, body_digest, epoch, first_seq, last_seq, refusal
from requests where hall = :hall and request_id = :request_id
union all
select issued_by, null, epoch, seq, seq, null
from tickets where hall = :hall and issue_request = :request_id;

-- name: add_request(hall, request_id, actor, command, body_digest, epoch, first_seq, last_seq, refusal, at)!
insert into requests (
    hall, request_id, actor, command, body_digest, epoch, first_seq, last_seq, refusal, at
) values (
    :hall, :request_id, :actor, :command, :body_digest, :epoch, :first_seq, :last_seq, :refusal,
    :at
);

-- name: forget_requests(hall, before)!
delete from requests where hall = :hall and at < :before;

-- name: request_around(hall, epoch, seq, at)^
select command, first_seq, last_seq from requests
where hall = :hall and at = :at and epoch = :epoch and refusal is null
    and first_seq <= :seq and last_seq >= :seq;
