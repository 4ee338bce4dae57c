"""What is wrong with the rosters of a hall file, in the three languages of those who write it."""

from collections.abc import Iterator

from server.hall_entries import HallFile
from server.hall_hours import hours_of, hours_problems
from server.plain_words import PlainWords
from server.protocol.services import ReceptionHours

LANGUAGES = ("kk", "ru", "en")


def roster_problems(file: HallFile) -> Iterator[str]:
    """Say which lines of which desk's roster cannot be; lines are counted from 1."""
    for desk in file.desks:
        kept: list[tuple[int, ReceptionHours]] = []
        for row, line in enumerate(desk.roster, start=1):
            key = f"desks.{desk.id}.roster.{row}"
            if next(hours_problems(key, (line,)), None) is not None:
                yield from _said(key, "roster-unreadable", line)
                continue
            spans = hours_of((line,))
            other = next((seen for seen, one in kept if _meets_any(one, spans)), None)
            if other is not None:
                yield from _said(key, "roster-twice", line, other)
            kept += [(row, span) for span in spans]


def _meets_any(one: ReceptionHours, spans: tuple[ReceptionHours, ...]) -> bool:
    return any(
        one.weekday == span.weekday and one.opens < span.end and span.opens < one.end
        for span in spans
    )


def _said(key: str, code: str, line: str, other: int = 0) -> Iterator[str]:
    for words in PlainWords(LANGUAGES).lines(code, {"line": line, "other": other}):
        yield f"{key}: {words}"
