"""Tests of new ids: canonical UUIDs of version 7 that sort by time and never repeat."""

from uuid import RFC_4122, UUID

from server.acts.identifiers import new_id

AT = 1_795_406_400_000


def test_an_id_is_a_canonical_uuid_of_version_7_with_its_instant() -> None:
    made = new_id(AT)

    read = UUID(made)
    assert str(read) == made
    assert (read.version, read.variant) == (7, RFC_4122)
    assert read.int >> 80 == AT


def test_later_ids_sort_after_earlier_ones() -> None:
    earlier, later = new_id(AT), new_id(AT + 1)

    assert earlier < later


def test_ids_of_one_instant_differ() -> None:
    made = {new_id(AT) for _ in range(1000)}

    assert len(made) == 1000
