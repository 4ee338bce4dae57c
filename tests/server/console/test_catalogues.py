"""Tests of the words: all there in every language, with the same placeholders and plurals."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from server.console.catalogues import LANGUAGES, catalogue_path, load_catalogue
from server.console.pages import TEMPLATES

PLACEHOLDER = re.compile(r"%\(\w+\)s")


def said_in_templates() -> frozenset[str]:
    found = extract_from_dir(str(TEMPLATES), method_map=[("**.html", "jinja2")])
    return frozenset(
        message[0] if isinstance(message, tuple) else message for _, _, message, _, _ in found
    )


def catalogue(language: str) -> Catalog:
    with catalogue_path(language).open("rb") as file:
        return read_po(file, locale=language)


def messages(language: str) -> Iterator[Message]:
    return (message for message in catalogue(language) if message.id)


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_templates_is_translated_and_none_is_left_over(language: str) -> None:
    known = {forms(message.id)[0] for message in messages(language)}

    assert known == said_in_templates()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_empty_or_doubtful(language: str) -> None:
    bad = [
        m.id
        for m in messages(language)
        if m.fuzzy or not forms(m.string) or not all(forms(m.string))
    ]

    assert bad == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_uses_the_placeholders_of_its_source(language: str) -> None:
    bad = [
        (message.id, form)
        for message in messages(language)
        for form in forms(message.string)
        if sorted(PLACEHOLDER.findall(form)) != sorted(PLACEHOLDER.findall(forms(message.id)[-1]))
    ]

    assert bad == []


@pytest.mark.parametrize(("language", "count"), [("kk", 2), ("ru", 3), ("en", 2)])
def test_plurals_have_all_the_forms_of_the_language(language: str, count: int) -> None:
    plural = [m for m in messages(language) if not isinstance(m.id, str)]

    assert plural
    assert {len(forms(message.string)) for message in plural} == {count}


@pytest.mark.parametrize(
    ("num", "words"),
    [
        (1, "вызван повторно 1 раз"),
        (2, "вызван повторно 2 раза"),
        (5, "вызван повторно 5 раз"),
        (21, "вызван повторно 21 раз"),
    ],
)
def test_russian_counts_as_russian_does(num: int, words: str) -> None:
    ngettext = load_catalogue("ru").ngettext

    said = ngettext("called again %(num)s time", "called again %(num)s times", num)

    assert said % {"num": num} == words


def test_nothing_compiled_lies_beside_the_words() -> None:
    folder = catalogue_path("kk").parents[2]

    assert [path for path in Path(folder).rglob("*") if path.suffix == ".mo"] == []
