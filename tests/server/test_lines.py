"""Tests of lines that a stranger can cause: one a second is written, the others are counted."""

from server.lines import LineLimit


def test_the_first_line_is_written_and_the_next_tells_how_many_were_left_out() -> None:
    seconds = [0.0]
    written: list[str] = []
    lines = LineLimit(1.0, lambda: seconds[0])

    for _ in range(42):
        lines.say(written.append, "refused")
    seconds[0] = 1.0
    lines.say(written.append, "refused")
    seconds[0] = 5.0
    lines.say(written.append, "refused")

    assert written == [
        "refused",
        "refused (and 41 more such lines since the last)",
        "refused",
    ]
