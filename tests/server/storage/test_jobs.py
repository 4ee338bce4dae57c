"""Tests of jobs: an answer is given once."""

import asyncio

from server.protocol.errors import StorageFailedError, StorageFullError
from server.storage.jobs import Job, JobKind, Outcome, refused


def job() -> Job[int]:
    answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    return Job("small", lambda _ledger: 1, JobKind.WRITE, answer)


async def test_a_value_answers_its_caller_once() -> None:
    one = job()

    Outcome(one, 5, None).settle()
    Outcome(one, None, StorageFailedError()).settle()

    assert await one.answer == 5


async def test_an_error_is_what_the_caller_gets() -> None:
    one, two = job(), job()

    for outcome in refused([one, two], StorageFullError):
        outcome.settle()

    assert isinstance(one.answer.exception(), StorageFullError)
    assert isinstance(two.answer.exception(), StorageFullError)
