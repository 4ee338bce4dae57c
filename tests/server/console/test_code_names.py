"""Tests of what coded values are called."""

from pathlib import Path

import pytest

from server.console.code_names import code_choices, code_name
from server.hall_file import load_hall_file
from server.protocol.codes import CodeKind

CONFIG = load_hall_file(Path("server/halls/demo.toml"))


@pytest.mark.parametrize(
    ("key", "language", "name"),
    [
        ("documents", "en", "Fetches documents"),
        ("documents", "ru", "Принесёт документы"),
        ("gone-since", "en", "gone-since"),
        (None, "en", ""),
    ],
)
def test_a_value_is_called_as_the_reader_says_it(
    key: str | None, language: str, name: str
) -> None:
    assert code_name(CONFIG, CodeKind.PARK, key, language) == name


@pytest.mark.parametrize("kind", list(CodeKind))
def test_every_list_has_something_to_choose_in_every_language(kind: CodeKind) -> None:
    lists = [code_choices(CONFIG, kind, language) for language in ("kk", "ru", "en")]

    assert all(lists)
    assert len({len(one) for one in lists}) == 1
    assert all(one.name for each in lists for one in each)
