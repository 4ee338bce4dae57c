"""The server's command line: builds everything, by constructor, and runs it."""

import asyncio
import errno
import gc
import json
import logging
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import uvloop

from server.booking_imports import BookingImports
from server.booking_routes import booking_routes
from server.cli import administer
from server.connections import Bounds, allow_files
from server.console.console import Console
from server.console.opening import open_console
from server.console.routes import console_routes, page_of_refusal
from server.control import ControlError, ControlSocket
from server.devices.sizes import check_hall
from server.doors import quiet_handshakes
from server.hall_file import HallFileError
from server.hall_opening import HallFileNeededError
from server.hall_service import HallService
from server.lines import log_to
from server.plain_words import PlainWords
from server.protocol.errors import KezekError
from server.protocol.languages import languages_of_computer
from server.protocol.start_failures import StartFailure, explain
from server.serving import HallServer, PlainLanError, ServeOptions, TlsOptions
from server.settings import Run, Settings, read_settings
from server.settings_trust import Reach
from server.storage.faults import StoreError, StoreFolderError, StoreInUseError
from server.trust.authority_files import authority_routes
from server.trust.own_certificate import OwnCertificate
from server.trust.signing import SigningError
from server.trust.signing_orders import CertificateUnreadableError
from server.trust.trust import Trust, TrustOptions

log = logging.getLogger("server")

_TOLD = (
    StoreError,
    HallFileError,
    PlainLanError,
    ControlError,
    KezekError,
    SigningError,
    CertificateUnreadableError,
)

COLLECT_AFTER = (10_000, 20, 20)
"""When memory is searched for rings of objects, which requests hardly ever make (module gc)."""


def main() -> int:
    """Do what the command line asks; return the exit status."""
    logging.basicConfig(handlers=[log_to(sys.stderr)], level=logging.INFO)
    quiet_handshakes()
    settings = read_settings(sys.argv[1:])
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_serve(settings) if isinstance(settings, Run) else administer(settings))
    except (*_TOLD, OSError) as error:
        print(_told(error, settings), file=sys.stderr)
        return 1
    return 0


def _told(error: Exception, settings: Settings) -> str:
    """Return what is wrong: in plain words where an administrator can mend it."""
    technical = f"{type(error).__name__}: {error}"
    found = _failure(error, settings)
    return technical if found is None else explain(*found, technical)


def _failure(error: Exception, settings: Settings) -> tuple[StartFailure, object] | None:
    found: tuple[StartFailure, object] | None = None
    match error:
        case OSError(errno=errno.EADDRINUSE) if isinstance(settings, Run):
            found = StartFailure.PORT_TAKEN, settings.port
        case StoreInUseError():
            found = StartFailure.DATA_IN_USE, settings.where
        case StoreFolderError():
            found = StartFailure.DATA_FOLDER, settings.where
        case HallFileNeededError():
            found = StartFailure.HALL_FILE_NEEDED, ""
        case HallFileError():
            found = StartFailure.HALL_FILE, settings.hall_file
        case OSError(filename=str(name)) if name == str(settings.hall_file):
            found = StartFailure.HALL_FILE, name
        case _:
            pass
    return found


async def _serve(run: Run) -> None:
    service = await HallService.open(run.where, run.hall_file, check=check_hall)
    trust = Trust(service, _trust_options(run.reach))
    # A cluster lets the command line in beside the server; a data directory does not.
    socket = ControlSocket(service, run.where, trust) if isinstance(run.where, Path) else None
    try:
        if socket is not None:
            await socket.open()
        console = await open_console(service, trust, run.where)
        server = HallServer(
            service,
            _serve_options(run),
            lambda _: _say_serving(server, trust, console),
            (
                *console_routes(console),
                *authority_routes(trust),
                *booking_routes(service, BookingImports(service)),
            ),
            page_of_refusal(console),
            trust=trust,
        )
        server.take_orders(console.papers)
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
    reach, bounds = run.reach, _bounds(run.reach)
    if reach.is_plain:
        return ServeOptions(run.host, run.port, reach.is_plain_lan, run.has_mdns, bounds=bounds)
    own = None
    if reach.certificate and reach.certificate_key and reach.public_name:
        own = OwnCertificate(reach.certificate, reach.certificate_key, reach.public_name)
    tls = TlsOptions(reach.setup_port, own)
    return ServeOptions(run.host, run.port, has_mdns=run.has_mdns, tls=tls, bounds=bounds)


def _bounds(reach: Reach) -> Bounds:
    """Return how many connections there may be, and let the process open files for them."""
    files = allow_files()
    bounds = reach.bounds.within(files)
    if bounds != reach.bounds:
        log.warning("only %s files may be open here: %s connections at most", files, bounds.in_all)
    return bounds


def _say_serving(server: HallServer, trust: Trust, console: Console) -> None:
    told = {"serving": server.url, "hall": trust.hall}
    more = {"setup": server.setup_url, "fingerprint": trust.fingerprint}
    told |= {name: text for name, text in more.items() if text is not None}
    print(json.dumps(told), flush=True)
    if console.setup_code is not None:
        data = {"url": f"{server.url}/setup", "path": str(console.setup_code.path), **told}
        words = PlainWords(languages_of_computer(os.environ))
        print(*words.lines(_first_admin(told), data), sep="\n", file=sys.stderr)


def _first_admin(told: Mapping[str, str]) -> str:
    """Return the words for the first administrator: no browser knows the hall's authority yet."""
    if "fingerprint" not in told:
        return "first-admin"
    return "first-admin-by-certificate" if "setup" in told else "first-admin-past-warning"


if __name__ == "__main__":
    sys.exit(main())
