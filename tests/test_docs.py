"""The documents say what the code does: every word of the protocol, every setting, every link."""

import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

from server.protocol import (
    admin_errors,
    booking_commands,
    booking_errors,
    booking_events,
    commands,
    day_commands,
    day_events,
    desk_commands,
    desk_errors,
    desk_events,
    device_events,
    errors,
    events,
    frames,
    hall_events,
    offline_events,
    pairing,
    people_events,
    restore_events,
    visit_commands,
    visit_errors,
    visit_events,
)
from tests.gate.places import PROGRAMS, ROOT, files, relative

PROTOCOL = ROOT / "docs" / "protocol.md"
OPERATIONS = ROOT / "docs" / "operations.md"
# One program of ours gives these to another; `--help` is their page.
NOT_FOR_PEOPLE = (
    "server/demo",
    "printers/virtual",
    "driver_process.py",
    "rehearsal.py",
    "make_clips.py",
)


def _structs(module: ModuleType) -> Iterator[type[msgspec.Struct]]:
    for thing in vars(module).values():
        own = isinstance(thing, type) and thing.__module__ == module.__name__
        if own and issubclass(thing, msgspec.Struct) and _is_message(thing):
            yield thing


def _is_message(struct: type[msgspec.Struct]) -> bool:
    return struct.__struct_config__.tag is not None and not struct.__subclasses__()


def _failures(family: type[errors.KezekError]) -> Iterator[type[errors.KezekError]]:
    yield family
    for below in family.__subclasses__():
        if below.__module__ in {
            errors.__name__,
            admin_errors.__name__,
            booking_errors.__name__,
            desk_errors.__name__,
            visit_errors.__name__,
        }:
            yield from _failures(below)


def _rows(page: Path) -> dict[str, str]:
    """Read the tables of a page: the row by the name in its first cell."""
    rows = re.findall(r"^\| `([^`]+)` \|(.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return dict(rows)


@pytest.mark.parametrize(
    "module",
    [
        booking_commands,
        booking_events,
        commands,
        day_commands,
        day_events,
        desk_commands,
        desk_events,
        device_events,
        events,
        frames,
        hall_events,
        offline_events,
        pairing,
        people_events,
        restore_events,
        visit_commands,
        visit_events,
    ],
    ids=lambda one: one.__name__,
)
def test_every_message_and_its_fields_stand_on_the_protocol_page(module: ModuleType) -> None:
    rows = _rows(PROTOCOL)
    missing = [
        f"{struct.__name__}.{field.encode_name}"
        for struct in _structs(module)
        for field in msgspec.structs.fields(struct)
        if f"`{field.encode_name}`" not in rows.get(struct.__name__, "")
    ]

    assert rows
    assert missing == []


def test_every_error_code_stands_on_the_protocol_page() -> None:
    rows = _rows(PROTOCOL)

    assert [one.code for one in _failures(errors.KezekError) if one.code not in rows] == []


def _flags() -> dict[str, str]:
    found = {}
    for path in (p for program in PROGRAMS for p in files(".py", under=ROOT / program)):
        if not any(part in relative(path) for part in NOT_FOR_PEOPLE):
            text = path.read_text(encoding="utf-8")
            for flag in re.findall(r"add_argument\(\s*\"(--[a-z-]+)\"", text):
                found[flag] = relative(path)
    assert found
    return found


def test_every_flag_stands_on_the_operations_page() -> None:
    text = OPERATIONS.read_text(encoding="utf-8")

    said = set(re.findall(r"(?<![\w-])--[a-z-]+", text))

    assert {flag: at for flag, at in _flags().items() if flag not in said} == {}


def test_every_command_of_the_one_door_stands_on_the_operations_page() -> None:
    door = (ROOT / "kezek").read_text(encoding="utf-8")
    usage = door.split("<<'WORDS'")[1].split("\nWORDS")[0]
    offered = re.findall(r"^  ([a-z, ]+?)  +\S", usage, re.MULTILINE)
    names = [name for group in offered for name in re.split(r",\s*", group.strip())]
    text = OPERATIONS.read_text(encoding="utf-8")

    assert names
    assert [name for name in names if f"./kezek {name}" not in text] == []


def _headings(page: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def _is_broken(page: Path, link: str) -> bool:
    place, _, heading = link.partition("#")
    target = (page.parent / place).resolve() if place else page
    if not target.exists() or not target.is_relative_to(ROOT):
        return True
    return bool(heading) and target.suffix == ".md" and heading not in _headings(target)


def test_every_link_in_a_document_leads_somewhere() -> None:
    broken = [
        f"{relative(page)}: {link}"
        for page in files(".md")
        for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
        if "://" not in link and not link.startswith("mailto:") and _is_broken(page, link)
    ]

    assert broken == []


def test_decisions_are_numbered_without_a_hole_and_titled_by_what_was_decided() -> None:
    pages = list(files(".md", under=ROOT / "docs" / "adr"))

    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        assert re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", page.name)
        assert page.read_text(encoding="utf-8").startswith("# ")
