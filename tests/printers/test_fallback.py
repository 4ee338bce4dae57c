"""A character that no font has never becomes a box or a question mark."""

import pytest

from printers.document import QrCode, Role, TextLine, TicketDocument
from printers.fallback import printable


def shorten(text: str, known: str) -> tuple[str | None, str]:
    """Return what is left of ``text`` where only the letters ``known`` can be printed."""
    document = TicketDocument("kk", (TextLine(Role.BODY, "kk", text),))
    kept, lost = printable(document, lambda char: char in known)
    line = kept.elements[0] if kept.elements else None
    return (line.text if isinstance(line, TextLine) else None), lost


@pytest.mark.parametrize(
    ("text", "known", "kept", "lost"),
    [
        ("Зал 1", "Зал 1", "Зал 1", ""),
        ("Zürich", "Zurich", "Zurich", ""),
        ("５号", "5号", "5号", ""),
        ("ﬁx", "fix", "fix", ""),
        ("Зал 😀 1", "Зал 1", "Зал  1", "😀"),
        ("Зал 窗口", "Зал ", None, "口窗"),
        ("Зал \u0378", "Зал ", None, "\u0378"),
    ],
)
def test_the_nearest_that_can_be_printed_stands_for_it_or_the_line_goes(
    text: str, known: str, kept: str | None, lost: str
) -> None:
    assert shorten(text, known) == (kept, lost)


def test_what_is_no_line_of_text_stays() -> None:
    document = TicketDocument("kk", (QrCode("窗口"),))

    assert printable(document, lambda _: False) == (document, "")
