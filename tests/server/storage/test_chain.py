"""Tests of the hash chain: whatever is changed afterwards is found, at its place."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from server.storage.chain import GENESIS, ChainBrokenError, EventRow, check_chain, digest, hash_of


def chain(length: int) -> list[EventRow]:
    rows: list[EventRow] = []
    before = GENESIS
    for seq in range(1, length + 1):
        body = f'{{"n":{seq}}}'
        row = EventRow(
            "small", 1, seq, 1000 + seq, "Made", "server:server", 1, body, digest(body), before
        )
        rows.append(row)
        before = hash_of(row)
    return rows


def test_an_untouched_log_verifies_up_to_its_head() -> None:
    rows = chain(5)

    assert check_chain(rows, hash_of(rows[-1])) == 5


def test_an_empty_log_verifies() -> None:
    assert check_chain([], GENESIS) == 0


def test_the_hash_of_an_entry_is_the_same_for_ever() -> None:
    assert hash_of(chain(1)[0]) == (
        "a62116532115a9e7afd676b49a7dff19581df4aef48bc404ad9188c6c5085710"
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda row: replace(row, body='{"n":9}'),
        lambda row: replace(row, body='{"n":9}', body_digest=digest('{"n":9}')),
        lambda row: replace(row, actor="official:o-2"),
        lambda row: replace(row, kind="Other"),
        lambda row: replace(row, at=row.at - 1000),
        lambda row: replace(row, policy_version=2),
        lambda row: replace(row, hall="other"),
        lambda row: replace(row, prev_hash=GENESIS),
        lambda row: replace(row, seq=row.seq + 1),
        lambda row: replace(row, epoch=0),
    ],
)
def test_a_changed_entry_breaks_the_chain_there_or_right_after(
    change: Callable[[EventRow], EventRow],
) -> None:
    rows = chain(5)
    head = hash_of(rows[-1])
    rows[2] = change(rows[2])

    with pytest.raises(ChainBrokenError) as broken:
        check_chain(rows, head)

    assert broken.value.seq in {3, 4}


@pytest.mark.parametrize("gone", [0, 2])
def test_a_removed_entry_breaks_the_chain(gone: int) -> None:
    rows = chain(5)
    head = hash_of(rows[-1])
    del rows[gone]

    with pytest.raises(ChainBrokenError, match="does not follow"):
        check_chain(rows, head)


def test_a_cut_off_end_is_not_the_head() -> None:
    rows = chain(5)

    with pytest.raises(ChainBrokenError, match="is not the head"):
        check_chain(rows[:4], hash_of(rows[-1]))


def test_two_fields_never_read_as_one() -> None:
    row = chain(1)[0]

    first = replace(row, kind="Made", actor="a")
    second = replace(row, kind="Mad", actor="ea")

    assert hash_of(first) != hash_of(second)
