"""docs/order.md: the tables of ADR 10 and of the policies it was chosen from, made anew."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from server.queueing.ordering import Limits
from server.simulate.days import MINUTE, Day
from server.simulate.outcomes import Figures
from server.simulate.synthetic import Hall, made_day
from server.simulate.what_if import Found, play

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "order.md"
BEGIN = "<!-- written by ./kezek {} --write-docs -->"
END = "<!-- by hand from here on -->"

Say = Callable[[str], None]

RULE_DAYS, POLICY_DAYS = 40, 60
RULE_SEED, POLICY_SEED = 50_000, 60_000
"""Days of these seeds are used nowhere else."""

MIXES = ((0.92, 0.10, 0.10), (1.05, 0.10, 0.10), (1.05, 0.40, 0.25))
COMPARED = ("static-tiers", "tiers-with-shares", "two-levels")
POLICY_MIXES = ((0.92, 0.15, 0.25), (1.05, 0.15, 0.25), (1.05, 0.40, 0.25))
POLICIES = (
    ("fifo", Limits()),
    ("static-tiers", Limits()),
    ("accumulating", Limits()),
    ("head-start", Limits()),
    ("capped", Limits()),
    ("two-levels", Limits(statutory=2)),
    ("two-levels", Limits(statutory=1)),
    ("tiers-with-shares", Limits()),
)


class PageError(Exception):
    """The page has no place for what the command writes."""


def write_part(page: Path, command: str, text: str) -> None:
    """Put ``text`` where ``command`` writes; what is kept by hand stays as it is."""
    old = page.read_text(encoding="utf-8")
    begin = BEGIN.format(command)
    before, found, rest = old.partition(begin)
    _, end, after = rest.partition(END)
    if not found or not end:
        raise PageError(begin)
    page.write_text(f"{before}{begin}\n\n{text}\n\n{END}{after}", encoding="utf-8")


def order_tables(say: Say, base: Hall | None = None, *, days: int | None = None) -> str:
    """Return both tables; ``days`` makes them of fewer days than they stand for."""
    hall = base or Hall()
    rules = _rules_table(hall, say, days or RULE_DAYS)
    policies = _policies_table(hall, say, days or POLICY_DAYS)
    return f"{rules}\n\n{policies}"


def _rules_table(hall: Hall, say: Say, days: int) -> str:
    rows = [
        f"The rule among others, {days} made-up days each; minutes, mean/P95.",
        "",
        "| load, statutory, booked | rule | statutory | booked | ordinary |",
        "|---|---|--:|--:|--:|",
    ]
    for load, statutory, booked in MIXES:
        made = _made(hall, (load, statutory, booked), RULE_SEED, days)
        for rule in COMPARED:
            say(f"load {load}, {statutory:.0%} statutory, {booked:.0%} booked: {rule}")
            by_class = _by_class(play(made, rule, Limits()))
            waits = " | ".join(_wait(by_class.get(name)) for name in CLASSES)
            name = f"**{rule}**" if rule == COMPARED[1] else rule
            rows.append(f"| {load:g}, {statutory:.0%}, {booked:.0%} | {name} | {waits} |")
    return "\n".join(rows)


def _policies_table(hall: Hall, say: Say, days: int) -> str:
    mixes = " | ".join(
        f"load {load:g}, {statutory:.0%}: statutory, ordinary"
        for load, statutory, _ in POLICY_MIXES
    )
    rows = [
        f"Policies, {days} made-up days each, a quarter of them booked; minutes, mean/P95.",
        "The last column: how often an ordinary visitor of the last mix was overtaken by somebody",
        "of the same service with a later place, mean/P95/most.",
        "",
        f"| policy | {mixes} | overtaken |",
        "|---|" + "--:|" * (len(POLICY_MIXES) + 1),
    ]
    cells: dict[tuple[str, Limits], list[str]] = {policy: [] for policy in POLICIES}
    for place, mix in enumerate(POLICY_MIXES):
        made = _made(hall, mix, POLICY_SEED, days)
        for rule, limits in POLICIES:
            say(f"load {mix[0]}, {mix[1]:.0%} statutory: {rule}, k={limits.statutory}")
            by_class = _by_class(play(made, rule, limits))
            own = cells[rule, limits]
            own.append(", ".join(_wait(by_class.get(name)) for name in ("statutory", "ordinary")))
            if place == len(POLICY_MIXES) - 1:
                own.append(_overtaken(by_class["ordinary"]))
    rows += [
        f"| {_name(rule, limits)} | {' | '.join(own)} |" for (rule, limits), own in cells.items()
    ]
    return "\n".join(rows)


CLASSES = ("statutory", "booked", "ordinary")


def _made(hall: Hall, mix: tuple[float, float, float], seed: int, days: int) -> list[Day]:
    load, statutory, booked = mix
    mixed = replace(hall, load=load, statutory=statutory, booked=booked)
    return [made_day(mixed, seed + number) for number in range(days)]


def _by_class(found: Found) -> dict[str, Figures]:
    return {one.ticket_class: one for one in found.figures}


def _name(rule: str, limits: Limits) -> str:
    if rule == "two-levels":
        return f"{rule}, k={limits.statutory}"
    return f"**{rule}**" if rule == COMPARED[1] else rule


def _wait(one: Figures | None) -> str:
    return "-" if one is None else f"{one.mean_ms / MINUTE:.0f}/{one.p95_ms / MINUTE:.0f}"


def _overtaken(one: Figures) -> str:
    return f"{one.mean_overtaken:.0f}/{one.p95_overtaken}/{one.most_overtaken}"
