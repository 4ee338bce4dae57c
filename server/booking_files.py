"""A day's bookings as people bring them: a CSV or JSON file, read and checked line by line."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import msgspec
from msgspec import Struct

from server.personal_numbers import is_personal_number
from server.protocol.bookings import USUAL_SLOT_MINUTES, BookingCode, SlotMinutes, WallMoment
from server.protocol.identity import Key
from server.protocol.tickets import Persons

MAX_FILE_BYTES = 512 * 1024
MOST_ROWS = 2000
MOST_FAULTS = 50
"""More of them teach nobody anything."""

_NEEDED = ("id", "code", "service")
_OPTIONAL = ("slot", "date", "time", "minutes", "persons", "post", "region")
COLUMNS = (*_NEEDED, *_OPTIONAL)

_MOMENTS = ("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M")
_SEPARATORS = (";", ",", "\t")


class FileKind(StrEnum):
    """How a file is written."""

    CSV = "csv"
    JSON = "json"


class BookingFlaw(StrEnum):
    """What may be wrong with a file; the words for it are in server/words."""

    BAD_CODE = "bookings-bad-code"
    BAD_NUMBER = "bookings-bad-number"
    BAD_SLOT = "bookings-bad-slot"
    BAD_WORD = "bookings-bad-word"
    CODE_TAKEN = "bookings-code-taken"
    CODE_TWICE = "bookings-code-twice"
    DAY_OUT_OF_RANGE = "bookings-day-out-of-range"
    ID_TWICE = "bookings-id-twice"
    PERSONAL_NUMBER = "bookings-personal-number"
    NO_COLUMN = "bookings-no-column"
    NO_TABLE = "bookings-no-table"
    NONE = "bookings-none"
    NOT_JSON = "bookings-not-json"
    NOT_TEXT = "bookings-not-text"
    POST_OF_OTHER = "bookings-post-of-other"
    TOO_LONG = "bookings-too-long"
    TOO_MANY = "bookings-too-many"
    UNKNOWN_COLUMN = "bookings-unknown-column"
    UNKNOWN_POST = "bookings-unknown-post"
    UNKNOWN_REGION = "bookings-unknown-region"
    UNKNOWN_SERVICE = "bookings-unknown-service"


class BookingWish(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of a file, in the words of bookings; ``line`` is where it stands."""

    line: int
    id: Key
    code: BookingCode
    service: Key
    slot: WallMoment
    minutes: SlotMinutes = USUAL_SLOT_MINUTES
    persons: Persons = 1
    post: Key | None = None
    region: Key | None = None


@dataclass(frozen=True, slots=True)
class BookingFault:
    """What is wrong with a file; ``data`` fill in the words of ``flaw``."""

    flaw: BookingFlaw
    data: Mapping[str, str | int]


class BookingFaultsError(Exception):
    """The file is not taken; nothing of it is kept."""

    def __init__(self, faults: tuple[BookingFault, ...]) -> None:
        """Keep what is wrong with it, from the top."""
        self.faults = faults[:MOST_FAULTS]
        super().__init__(", ".join(fault.flaw for fault in self.faults))


def read_bookings(content: bytes, kind: FileKind) -> tuple[BookingWish, ...]:
    """Return the bookings of a file; raise BookingFaultsError with all that is wrong."""
    if len(content) > MAX_FILE_BYTES:
        raise _one(BookingFlaw.TOO_LONG, most=MAX_FILE_BYTES)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _one(BookingFlaw.NOT_TEXT) from error
    rows = _csv_rows(text) if kind is FileKind.CSV else _json_rows(text)
    if not rows:
        raise _one(BookingFlaw.NONE)
    if len(rows) > MOST_ROWS:
        raise _one(BookingFlaw.TOO_MANY, most=MOST_ROWS)
    return _wishes(rows)


@dataclass(frozen=True, slots=True)
class _Row:
    """A line as it stands in the file."""

    line: int
    cells: Mapping[str, str]


def _one(flaw: BookingFlaw, **data: str | int) -> BookingFaultsError:
    return BookingFaultsError((BookingFault(flaw, data),))


def _csv_rows(text: str) -> list[_Row]:
    head = text.lstrip().partition("\n")[0]
    separator = max(_SEPARATORS, key=head.count)
    reader = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    try:
        columns = [name.strip().lower() for name in next(reader, [])]
        _check_columns(columns)
        rows = []
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(_csv_row(reader.line_num, columns, cells))
            if len(rows) > MOST_ROWS:
                break
    except csv.Error as error:
        raise _one(BookingFlaw.NO_TABLE, line=reader.line_num) from error
    return rows


def _csv_row(line: int, columns: list[str], cells: list[str]) -> _Row:
    if len(cells) > len(columns):
        raise _one(BookingFlaw.NO_TABLE, line=line)
    return _Row(line, {name: cell.strip() for name, cell in zip(columns, cells, strict=False)})


def _check_columns(columns: list[str]) -> None:
    known = ", ".join(COLUMNS)
    faults = [
        BookingFault(BookingFlaw.UNKNOWN_COLUMN, {"field": name[:40], "known": known})
        for name in columns
        if name not in COLUMNS
    ]
    faults += [
        BookingFault(BookingFlaw.NO_COLUMN, {"field": name})
        for name in _NEEDED
        if name not in columns
    ]
    if "slot" not in columns and not {"date", "time"} <= set(columns):
        faults.append(BookingFault(BookingFlaw.NO_COLUMN, {"field": "slot"}))
    if faults:
        raise BookingFaultsError(tuple(faults))


def _json_rows(text: str) -> list[_Row]:
    shape = dict[str, list[dict[str, str | int | None]]]
    try:
        found = msgspec.json.decode(text, type=shape)
    except (msgspec.DecodeError, RecursionError) as error:
        raise _one(BookingFlaw.NOT_JSON, why=str(error)[:120]) from error
    if set(found) != {"bookings"}:
        raise _one(BookingFlaw.NOT_JSON, why='{"bookings": [...]}')
    rows = []
    for line, fields in enumerate(found["bookings"][: MOST_ROWS + 1], start=1):
        cells = {name: str(value) for name, value in fields.items() if value is not None}
        _check_columns([*cells, *(name for name in _NEEDED if name not in cells)])
        rows.append(_Row(line, cells))
    return rows


def _wishes(rows: list[_Row]) -> tuple[BookingWish, ...]:
    faults: list[BookingFault] = []
    wishes: list[BookingWish] = []
    for row in rows:
        found = tuple(_personal_numbers(row)) or tuple(_row_faults(row))
        faults += found
        if not found:
            wishes.append(_wish(row))
    faults += _repetitions(wishes)
    if faults:
        raise BookingFaultsError(tuple(faults))
    return tuple(wishes)


def _personal_numbers(row: _Row) -> Iterator[BookingFault]:
    """Say which cells hold the number of a person, without repeating it."""
    slot = _slot(row.cells)
    day = None if slot is None else date.fromisoformat(slot[:10])
    for field, text in row.cells.items():
        if is_personal_number(text, day):
            yield BookingFault(BookingFlaw.PERSONAL_NUMBER, {"line": row.line, "field": field})


def _row_faults(row: _Row) -> Iterator[BookingFault]:
    cells = row.cells
    if not re.fullmatch(r"[0-9]{6}", cells.get("code", "")):
        yield BookingFault(BookingFlaw.BAD_CODE, {"line": row.line})
    for field in ("id", "service", "post", "region"):
        text = cells.get(field, "")
        is_left_out = not text and field in _OPTIONAL
        if not is_left_out and not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", text):
            yield BookingFault(
                BookingFlaw.BAD_WORD, {"line": row.line, "field": field, "value": text[:40]}
            )
    if _slot(cells) is None:
        yield BookingFault(BookingFlaw.BAD_SLOT, {"line": row.line, "value": _moment(cells)[:40]})
    for field, most in (("minutes", 480), ("persons", 20)):
        text = cells.get(field, "")
        if text and not (re.fullmatch(r"[0-9]{1,3}", text) and 1 <= int(text) <= most):
            yield BookingFault(
                BookingFlaw.BAD_NUMBER, {"line": row.line, "field": field, "most": most}
            )


def _wish(row: _Row) -> BookingWish:
    cells = row.cells
    return BookingWish(
        line=row.line,
        id=cells["id"],
        code=cells["code"],
        service=cells["service"],
        slot=_slot(cells) or "",
        minutes=int(cells.get("minutes") or USUAL_SLOT_MINUTES),
        persons=int(cells.get("persons") or 1),
        post=cells.get("post") or None,
        region=cells.get("region") or None,
    )


def _moment(cells: Mapping[str, str]) -> str:
    return cells.get("slot") or f"{cells.get('date', '')} {cells.get('time', '')}".strip()


def _slot(cells: Mapping[str, str]) -> WallMoment | None:
    """Return the day and time of a line as bookings have it, if it is one."""
    for form in _MOMENTS:
        try:
            moment = datetime.strptime(_moment(cells), form)  # noqa: DTZ007 - clocks on the wall have no zone
        except ValueError:
            continue
        return moment.isoformat(timespec="minutes")  # %Y would shorten the year 0001
    return None


def _repetitions(wishes: list[BookingWish]) -> Iterator[BookingFault]:
    """Say which line has the id, or for the same day the code, of one before it."""
    ids: dict[Key, int] = {}
    codes: dict[tuple[str, str], int] = {}
    for wish in wishes:
        before = ids.setdefault(wish.id, wish.line)
        if before != wish.line:
            yield BookingFault(BookingFlaw.ID_TWICE, {"line": wish.line, "before": before})
        before = codes.setdefault((wish.slot[:10], wish.code), wish.line)
        if before != wish.line:
            yield BookingFault(BookingFlaw.CODE_TWICE, {"line": wish.line, "before": before})
