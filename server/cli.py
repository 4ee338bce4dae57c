"""What the command line does besides serving: devices, people and days of a hall."""

import asyncio
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import assert_never

import msgspec

from server import control
from server.booking_files import MAX_FILE_BYTES, BookingFaultsError, FileKind, read_bookings
from server.booking_orders import (
    BookingOrder,
    BringBookings,
    ListImportKeys,
    MakeImportKey,
    RevokeImportKey,
    told_of,
)
from server.console.passwords import MAX_LOGIN_LENGTH, MAX_PASSWORD_LENGTH, hash_password
from server.control import ControlError, Done
from server.devices.sizes import check_hall
from server.hall_service import HallService
from server.plain_words import PlainWords
from server.protocol.languages import languages_of_computer
from server.settings import (
    AddDevice,
    AddOfficial,
    CloseServiceDay,
    OpenServiceDay,
    RevokeDevice,
)
from server.settings_bookings import AskImportKeys, BringFile
from server.settings_trust import AskTrust, Where
from server.trust import orders
from server.trust.orders import Told

Wishes = (
    AddDevice
    | RevokeDevice
    | AddOfficial
    | OpenServiceDay
    | CloseServiceDay
    | AskTrust
    | BringFile
    | AskImportKeys
)


async def administer(settings: Wishes) -> None:
    """Carry out what ``settings`` ask for, by the running server if there is one, and tell it.

    Raise ControlError or KezekError when it cannot be done.
    """
    try:
        done = await _done(settings)
    except ControlError as error:
        if error.told is not None:
            _tell(error.told)
        raise
    if done.told is None:
        _print(done.facts)
    else:
        _tell(done.told)


async def _done(settings: Wishes) -> Done:
    request = _request(settings)
    done = None
    if isinstance(settings.where, Path):
        done = await asyncio.to_thread(control.ask, settings.where, request)
    return done or await _carry_out_alone(settings.where, settings.hall_file, request)


def _tell(told: Told) -> None:
    """Print the rows for programs, and on the other stream the same in words for people."""
    words = PlainWords(languages_of_computer(os.environ))
    for row in told.rows:
        _print({name: text for name, text in row.items() if name not in {"words", "subject"}})
    for row in told.rows or ({},):
        for line in words.lines(row.get("words", told.words), row):
            sys.stderr.write(f"{line}\n")


def _print(facts: dict[str, str]) -> None:
    sys.stdout.write(json.dumps(facts, ensure_ascii=False) + "\n")
    sys.stdout.flush()


async def _carry_out_alone(where: Where, hall_file: Path | None, request: control.Request) -> Done:
    service = await HallService.open(where, hall_file, check=check_hall)
    try:
        return await control.carry_out(service, request)
    finally:
        await service.close()


def _request(settings: Wishes) -> control.Request:
    match settings:
        case AddDevice():
            return control.AddDevice(settings.device, settings.role, settings.zone)
        case RevokeDevice():
            return control.RevokeDevice(settings.device)
        case AddOfficial():
            login = _login(settings.login)
            return control.AddOfficial(login, settings.role, hash_password(_password()))
        case OpenServiceDay():
            return control.OpenServiceDay(settings.service_day)
        case CloseServiceDay():
            return control.CloseServiceDay()
        case AskTrust() | BringFile() | AskImportKeys():
            return _order(settings)
        case _:
            assert_never(settings)


def _file(path: Path) -> BringBookings:
    kind = FileKind.JSON if path.suffix.lower() == ".json" else FileKind.CSV
    with path.open("rb") as file:
        content = file.read(MAX_FILE_BYTES + 1)
    try:
        return BringBookings(read_bookings(content, kind))
    except BookingFaultsError as error:
        raise ControlError(str(error), told_of(error)) from error


def _order(wish: AskTrust | BringFile | AskImportKeys) -> control.Request:
    match wish:
        case BringFile(file=file):
            return _file(file)
        case AskImportKeys(key=None):
            return ListImportKeys()
        case AskImportKeys(key=key, is_new=is_new):
            order = MakeImportKey if is_new else RevokeImportKey
            return _read({"type": order.__name__, "key": key})
        case AskTrust(order=fields):
            return _read(fields)
        case _:
            assert_never(wish)


def _read(fields: Mapping[str, str | bool | None]) -> control.Request:
    try:
        order: control.Request = msgspec.convert(fields, orders.TrustOrder | BookingOrder)
    except msgspec.ValidationError as error:
        raise ControlError(str(error)) from error
    return order


def _login(typed: str) -> str:
    """Return the login as the log-in page reads it."""
    login = typed.strip().lower()
    if not 0 < len(login) <= MAX_LOGIN_LENGTH:
        msg = f"a login has 1 to {MAX_LOGIN_LENGTH} characters, this one has {len(login)}"
        raise ControlError(msg)
    return login


def _password() -> str:
    password = sys.stdin.readline(MAX_PASSWORD_LENGTH + 2).rstrip("\n")
    if not password:
        msg = "there is no password on standard input"
        raise ControlError(msg)
    if len(password) > MAX_PASSWORD_LENGTH:
        msg = f"a password has at most {MAX_PASSWORD_LENGTH} characters; this one is longer"
        raise ControlError(msg)
    return password
