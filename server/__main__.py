"""The server's command line: builds everything, by constructor, and runs it."""

import asyncio
import errno
import json
import logging
import sys
from pathlib import Path

import uvloop

from server import control
from server.console.console import Console
from server.console.passwords import MAX_LOGIN_LENGTH, MAX_PASSWORD_LENGTH, hash_password
from server.console.routes import console_routes, page_of_refusal
from server.control import ControlError, ControlSocket, Done
from server.devices.sizes import check_hall
from server.hall_file import HallFileError
from server.hall_opening import HallFileNeededError
from server.hall_service import HallService
from server.protocol.errors import KezekError
from server.protocol.start_failures import StartFailure, explain
from server.serving import HallServer, PlainLanError, ServeOptions
from server.settings import (
    AddDevice,
    AddOfficial,
    CloseServiceDay,
    OpenServiceDay,
    RevokeDevice,
    Run,
    Settings,
    Where,
    read_settings,
)
from server.storage.faults import StoreError, StoreInUseError


def main() -> int:
    """Do what the command line asks; return the exit status."""
    logging.basicConfig(
        stream=sys.stderr,
        level=logging.INFO,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    settings = read_settings(sys.argv[1:])
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_serve(settings) if isinstance(settings, Run) else _administer(settings))
    except (StoreError, HallFileError, PlainLanError, ControlError, KezekError, OSError) as error:
        print(_told(error, settings), file=sys.stderr)
        return 1
    return 0


def _told(error: Exception, settings: Settings) -> str:
    """Return what is wrong: in plain words where an administrator can mend it."""
    technical = f"{type(error).__name__}: {error}"
    match error:
        case OSError(errno=errno.EADDRINUSE) if isinstance(settings, Run):
            return explain(StartFailure.PORT_TAKEN, settings.port, technical)
        case StoreInUseError():
            return explain(StartFailure.DATA_IN_USE, settings.where, technical)
        case HallFileNeededError():
            return explain(StartFailure.HALL_FILE_NEEDED, "", technical)
        case HallFileError():
            return explain(StartFailure.HALL_FILE, settings.hall_file, technical)
        case OSError(filename=str(name)) if name == str(settings.hall_file):
            return explain(StartFailure.HALL_FILE, name, technical)
        case _:
            return technical


async def _serve(run: Run) -> None:
    service = await HallService.open(run.where, run.hall_file, check=check_hall)
    # A cluster lets the command line in beside the server; a data directory does not.
    socket = ControlSocket(service, run.where) if isinstance(run.where, Path) else None
    try:
        if socket is not None:
            await socket.open()
        options = ServeOptions(run.host, run.port, run.is_plain_lan, run.has_mdns)
        console = Console.of(service)
        server = HallServer(
            service,
            options,
            lambda url: _say_serving(url, service),
            console_routes(console),
            page_of_refusal(console),
        )
        server.at_stop(console.close)
        await server.run(handles_signals=True)
    finally:
        if socket is not None:
            await socket.close()
        await service.close()


def _say_serving(url: str, service: HallService) -> None:
    print(json.dumps({"serving": url, "hall": service.config.id}), flush=True)


async def _administer(
    settings: AddDevice | RevokeDevice | AddOfficial | OpenServiceDay | CloseServiceDay,
) -> None:
    request = _request(settings)
    done = None
    if isinstance(settings.where, Path):
        done = await asyncio.to_thread(control.ask, settings.where, request)
    if done is None:
        done = await _carry_out_alone(settings.where, settings.hall_file, request)
    print(json.dumps(done.facts, ensure_ascii=False), flush=True)


async def _carry_out_alone(where: Where, hall_file: Path | None, request: control.Request) -> Done:
    service = await HallService.open(where, hall_file, check=check_hall)
    try:
        return await control.carry_out(service, request)
    finally:
        await service.close()


def _request(settings: Settings) -> control.Request:
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
        case _:
            return control.CloseServiceDay()


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


if __name__ == "__main__":
    sys.exit(main())
