"""What a simulation found: a table for people, CSV for a spreadsheet, SVG for the eye."""

import csv
from collections.abc import Sequence
from io import StringIO
from xml.sax.saxutils import escape

from server.simulate.days import MINUTE
from server.simulate.outcomes import ALL, Figures, Told

WIDTH, HEIGHT, EDGE = 760, 420, 56
STEPS = 5
GRID, SVG = "#eaeef2", "http://www.w3.org/2000/svg"
COLOURS = ("#1f6feb", "#d1242f", "#1a7f37", "#9a6700", "#8250df", "#57606a", "#bf3989")
HEADINGS = ("rule", "class", "visitors", "mean", "P50", "P90", "P95", "overtaken", "P95", "most")

Found = Sequence[tuple[str, Sequence[Figures]]]
"""Figures by the name of a rule."""


def table(found: Found) -> str:
    """Return the figures as a table of Markdown; waits in minutes."""
    rows = ["| " + " | ".join(HEADINGS) + " |", "|---|---|" + "--:|" * (len(HEADINGS) - 2)]
    rows += [
        f"| {rule} | {one.ticket_class} | {one.visitors} | {one.mean_ms / MINUTE:.0f} | "
        f"{one.p50_ms / MINUTE:.0f} | {one.p90_ms / MINUTE:.0f} | {one.p95_ms / MINUTE:.0f} | "
        f"{one.mean_overtaken:.1f} | {one.p95_overtaken} | {one.most_overtaken} |"
        for rule, figures in found
        for one in figures
    ]
    return "\n".join(rows)


def csv_text(found: Sequence[tuple[str, Sequence[Told]]]) -> str:
    """Return every visitor under every rule, one line each."""
    text = StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(("rule", "number", "service", "class", "waited_minutes", "overtaken"))
    for rule, visitors in found:
        lines.writerows(
            (rule, one.number, one.service, one.ticket_class, f"{one.waited_ms / MINUTE:.2f}",
             one.overtaken)
            for one in visitors
        )  # fmt: skip
    return text.getvalue()


def plot(found: Sequence[tuple[str, Sequence[Told]]]) -> str:
    """Return a picture: what share of the visitors waited at most so many minutes, by rule."""
    longest = max((one.waited_ms for _, told in found for one in told), default=0)
    minutes = max(10.0, -(-longest / MINUTE // 10) * 10)
    size = f"0 0 {WIDTH} {HEIGHT}"
    parts = [
        f'<svg xmlns="{SVG}" viewBox="{size}" font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        *_axes(minutes),
    ]
    for place, (rule, told) in enumerate(found):
        colour = COLOURS[place % len(COLOURS)]
        y = HEIGHT - EDGE - 18 * (len(found) - place)
        parts.append(_line([one.waited_ms / MINUTE for one in told], minutes, colour))
        parts.append(_text(WIDTH - EDGE - 8, y, rule, "end", colour))
    return "\n".join((*parts, "</svg>", ""))


def only(found: Sequence[Told], ticket_class: str) -> list[Told]:
    """Return the visitors of one class, or all."""
    return [one for one in found if ticket_class in (ALL, one.ticket_class)]


def _line(waits: list[float], minutes: float, colour: str) -> str:
    waits.sort()
    points = " ".join(
        f"{_x(wait, minutes):.1f},{_y((place + 1) / len(waits)):.1f}"
        for place, wait in enumerate(waits)
    )
    return f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{points}"/>'


def _axes(minutes: float) -> list[str]:
    marks = []
    for step in range(STEPS + 1):
        x, y = _x(minutes * step / STEPS, minutes), _y(step / STEPS)
        marks += [
            f'<line x1="{x:.1f}" y1="{_y(0)}" x2="{x:.1f}" y2="{_y(1)}" stroke="{GRID}"/>',
            f'<line x1="{EDGE}" y1="{y:.1f}" x2="{WIDTH - EDGE}" y2="{y:.1f}" stroke="{GRID}"/>',
            _text(x, HEIGHT - EDGE + 18, f"{minutes * step / STEPS:.0f}", "middle"),
            _text(EDGE - 8, y + 4, f"{100 * step / STEPS:.0f} %", "end"),
        ]
    return [*marks, _text(WIDTH / 2, HEIGHT - 12, "waited, min", "middle")]


def _text(x: float, y: float, words: str, anchor: str, colour: str = "black") -> str:
    at = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}"'
    return f"<text {at}>{escape(words)}</text>"


def _x(minutes: float, most: float) -> float:
    return EDGE + (WIDTH - 2 * EDGE) * minutes / most


def _y(share: float) -> float:
    return HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * share
