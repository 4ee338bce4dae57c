"""The server's command line: builds everything, by constructor, and runs it."""

import asyncio
import gc
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
from server.serving import HallServer, PlainLanError, ServeOptions, TlsOptions
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

COLLECT_AFTER = (10_000, 20, 20)
"""When memory is searched for rings of objects, which requests hardly ever make (module gc)."""


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
    except (*_TOLD, OSError) as error:
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
        case OwnCertificateError():
            return explain(error.failure, error.path, technical)
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
    trust = Trust(service, _trust_options(run.reach))
    # A cluster lets the command line in beside the server; a data directory does not.
    socket = ControlSocket(service, run.where, trust) if isinstance(run.where, Path) else None
    try:
        if socket is not None:
            await socket.open()
        console = Console.of(service)
        server = HallServer(
            service,
            _serve_options(run),
            lambda _: _say_serving(server, trust),
            (*console_routes(console), *authority_routes(trust)),
            page_of_refusal(console),
            trust=trust,
        )
        server.at_stop(console.close)
        # What the start has made stays to the end: looking through it again would hold tickets up.
        gc.freeze()
        gc.set_threshold(*COLLECT_AFTER)
        await server.run(handles_signals=True)
    finally:
        if socket is not None:
            await socket.close()
        await service.close()


def _trust_options(reach: Reach) -> TrustOptions:
    if reach.is_plain_console:
        log.warning("the console is served without TLS too, as asked by --plain-console")
    return TrustOptions(
        is_tls=not reach.is_plain,
        is_plain_console=reach.is_plain_console,
        public_name=reach.public_name,
    )


def _serve_options(run: Run) -> ServeOptions:
    reach = run.reach
    if reach.is_plain:
        return ServeOptions(run.host, run.port, reach.is_plain_lan, run.has_mdns)
    own = None
    if reach.certificate and reach.certificate_key and reach.public_name:
        own = OwnCertificate(reach.certificate, reach.certificate_key, reach.public_name)
    tls = TlsOptions(reach.setup_port, own)
    return ServeOptions(run.host, run.port, has_mdns=run.has_mdns, tls=tls)


def _say_serving(server: HallServer, trust: Trust) -> None:
    told = {"serving": server.url, "hall": trust.hall}
    more = {"setup": server.setup_url, "fingerprint": trust.fingerprint}
    told |= {name: text for name, text in more.items() if text is not None}
    print(json.dumps(told), flush=True)


async def _administer(
    settings: AddDevice
    | RevokeDevice
    | AddOfficial
    | OpenServiceDay
    | CloseServiceDay
    | TrustSettings,
) -> None:
    request = _request(settings)
    done = None
    if isinstance(settings.where, Path):
        done = await asyncio.to_thread(control.ask, settings.where, request)
    if done is None:
        done = await _carry_out_alone(settings.where, settings.hall_file, request)
    if done.told is None:
        print(json.dumps(done.facts, ensure_ascii=False), flush=True)
    else:
        _tell(done.told)


def _tell(told: Told) -> None:
    """Print the rows for programs, and on the other stream the same in words for people."""
    words = PlainWords(languages_of_computer(os.environ))
    for row in told.rows:
        facts = {name: text for name, text in row.items() if name != "words"}
        print(json.dumps(facts, ensure_ascii=False), flush=True)
    for row in told.rows or ({},):
        for line in words.lines(row.get("words", told.words), row):
            print(line, file=sys.stderr)


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
        case CloseServiceDay():
            return control.CloseServiceDay()
        case _:
            return _trust_request(settings)


def _trust_request(settings: Settings) -> control.Request:
    match settings:
        case ListPairings():
            return orders.ListPairings()
        case Pair():
            return orders.ConfirmPairing(settings.code, settings.name, settings.zone)
        case RefusePairing():
            return orders.RefusePairing(settings.code)
        case ListDevices():
            return orders.ListDevices()
        case RenewKey():
            return orders.RenewKey(settings.device)
        case ClearSuspicion():
            return orders.ClearSuspicion(settings.device)
        case RenewAuthority():
            return orders.RenewAuthority(settings.is_switch, settings.is_anyway)
        case _:
            message = f"nothing to ask for {type(settings).__name__}"
            raise ControlError(message)


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
