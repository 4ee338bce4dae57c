"""`./kezek simulate`: a recorded or made-up day under other rules, limits or desks."""

import argparse
import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from server.acts.turn import local_time
from server.hall_file import HallFileError, load_hall_file
from server.plain_words import PlainWords
from server.protocol.languages import languages_of_computer
from server.queueing.availability import Moment
from server.queueing.ordering import Limits
from server.simulate.days import Day
from server.simulate.order_page import PAGE, order_tables, write_part
from server.simulate.outcomes import ALL, Told, figures, told
from server.simulate.rostered import RosterError, with_roster
from server.simulate.rules import RULES
from server.simulate.showing import csv_text, only, plot, table
from server.simulate.sources import Logged, NoSuchDayError, read_log
from server.simulate.synthetic import Hall, made_day
from server.simulate.times_file import TimesFileError, hall_of
from server.simulate.what_if import RECORDED, DesksError, play, with_desks
from server.storage.backups import CopyError
from server.storage.faults import StoreError

AS_RECORDED = "as recorded"
OWN = "own"
"""The roster of the recorded hall itself."""

MADE_UP_ZONE = "UTC"


def main() -> int:
    """Simulate what the command line names; return 0, or 1 for what cannot be simulated."""
    given = _parser().parse_args(sys.argv[1:])
    words = PlainWords(languages_of_computer(os.environ))
    try:
        if given.write_docs:
            write_part(PAGE, "simulate", order_tables(_progress))
        else:
            _simulate(given)
    except CopyError as error:
        return _fail(words, error.flaw.value, error.data)
    except NoSuchDayError as error:
        return _fail(words, "no-such-day", {"day": str(error) or "-", "path": str(given.log)})
    except DesksError as error:
        return _fail(words, "desks-lack", {"desks": given.desks, "services": str(error)})
    except RosterError:
        return _fail(words, "roster-lacks", {"roster": given.roster})
    except (OSError, StoreError, TimesFileError, HallFileError) as error:
        return _fail(words, "os-error", {"why": str(error)})
    return 0


def _simulate(given: argparse.Namespace) -> None:
    days, found = _days(given)
    limits = Limits(*given.k)
    for rule in given.rule or [next(iter(RULES))]:
        found.append((rule, [list(day) for day in play(days, rule, limits).days]))
    print(table([(rule, figures(told_days)) for rule, told_days in found]))
    visitors = [(rule, [one for day in told_days for one in day]) for rule, told_days in found]
    if given.csv is not None:
        given.csv.write_text(csv_text(visitors), encoding="utf-8")
    if given.plot is not None:
        chosen = [(rule, only(own, given.ticket_class)) for rule, own in visitors]
        given.plot.write_text(plot(chosen), encoding="utf-8")


def _days(given: argparse.Namespace) -> tuple[list[Day], list[tuple[str, list[list[Told]]]]]:
    """Return the days to be played, and what a recorded one really was."""
    if given.log is None:
        hall = Hall() if given.times is None else hall_of(given.times)
        hall = replace(hall, load=given.load)
        made = [made_day(hall, given.seed + number) for number in range(given.days)]
        return [_changed(given, day, None) for day in made], []
    logged = read_log(given.log, given.day)
    recorded = logged.recorded
    _progress(f"service day {recorded.service_day}: {len(recorded.calls)} calls")
    return [_changed(given, recorded.day, logged)], [(AS_RECORDED, [told(recorded.calls)])]


def _changed(given: argparse.Namespace, day: Day, logged: Logged | None) -> Day:
    """Return the day with the desks and the roster that were asked for."""
    day = with_desks(day, given.desks)
    if given.roster is None:
        return day
    is_own = logged is not None and given.roster == OWN
    config = logged.config if logged and is_own else load_hall_file(Path(given.roster))
    zone, offset = (logged.config.time_zone, logged.wall_offset) if logged else (MADE_UP_ZONE, 0)
    return with_roster(day, config, Moment(day.opens_at, local_time(day.opens_at, offset, zone)))


def _progress(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _fail(words: PlainWords, code: str, data: Mapping[str, str | int]) -> int:
    for line in words.lines(code, data):
        print(line, file=sys.stderr, flush=True)
    return 1


def _limits(text: str) -> tuple[int, int]:
    statutory, _, booked = text.partition(",")
    return int(statutory), int(booked or Limits().booked)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./kezek simulate", description=__doc__)
    parser.add_argument(
        "--log", type=Path, metavar="FILE", help="a backup or a data directory; else made-up days"
    )
    parser.add_argument("--day", metavar="DATE", help="the service day of it; the newest if none")
    parser.add_argument("--rule", action="append", choices=RULES, help="repeatable")
    parser.add_argument(
        "--k",
        type=_limits,
        default=(Limits().statutory, Limits().booked),
        metavar="STATUTORY,BOOKED",
        help="how often in a row a tier may pass older ones; 2,1",
    )
    parser.add_argument(
        "--desks",
        default=RECORDED,
        help="recorded, or how many, or the services of each: papers+advice,papers",
    )
    parser.add_argument(
        "--roster",
        metavar="own|FILE",
        help="when desks are open: as the recorded hall's own roster says, or another hall file's",
    )
    parser.add_argument("--seed", type=int, default=1, help="of the first made-up day")
    parser.add_argument("--days", type=int, default=1, help="how many are made up")
    parser.add_argument("--load", type=float, default=0.92, help="of made-up days")
    parser.add_argument(
        "--times", type=Path, metavar="FILE", help="service times and arrivals of made-up days"
    )
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write every visitor here")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw the waits here, as SVG")
    parser.add_argument(
        "--class", dest="ticket_class", default=ALL, help="whose waits are drawn; all"
    )
    parser.add_argument("--write-docs", action="store_true", help="make docs/order.md anew")
    return parser


if __name__ == "__main__":
    sys.exit(main())
