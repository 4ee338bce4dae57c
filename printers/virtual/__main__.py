"""Starts a virtual printer: ``python -m printers virtual --port 9100 --dir papers``."""

import argparse
import asyncio
import json
import sys
from pathlib import Path

from printers.virtual.cables import PtyCable, TcpCable
from printers.virtual.condition import changed
from printers.virtual.control import Control
from printers.virtual.mechanism import Build, Mechanism
from printers.virtual.shelf import Shelf


def main(arguments: list[str] | None = None) -> int:
    """Run until interrupted; the first line on stdout tells where to reach it."""
    options = _parser().parse_args(arguments)
    try:
        asyncio.run(_run(options))
    except KeyboardInterrupt:
        return 0
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="printers virtual", description=__doc__)
    parser.add_argument("--port", type=int, default=9100, help="TCP port, 0 for a free one")
    parser.add_argument("--pty", action="store_true", help="a serial line instead of TCP")
    parser.add_argument("--baud", type=int, default=115200, help="speed of the serial line")
    parser.add_argument("--link", type=Path, help="link the serial device at this path")
    parser.add_argument("--dir", type=Path, default=Path("papers"), help="where papers go")
    parser.add_argument("--control", type=int, default=0, help="control port, 0 for a free one")
    parser.add_argument("--model", choices=("epson", "clone"), default="epson")
    parser.add_argument("--speed", type=float, default=200.0, help="millimetres per second")
    parser.add_argument("--buffer", type=int, default=4096, help="receive buffer in bytes")
    parser.add_argument(
        "--fault", action="append", default=[], help='a control line, as {"paper": "out"}'
    )
    return parser


async def _run(options: argparse.Namespace) -> None:
    build = Build(options.model, options.speed, options.buffer)
    mechanism = Mechanism(build, Shelf(options.dir))
    for fault in options.fault:
        condition = changed(mechanism.condition, json.loads(fault))
        mechanism.set_condition(condition)
    cable = (
        PtyCable(mechanism, options.baud, options.link)
        if options.pty
        else TcpCable(mechanism, options.port)
    )
    control = await Control(mechanism).listen(options.control)
    ready = {"ready": True, "url": cable.url, "control": control, "dir": str(options.dir)}
    sys.stdout.write(json.dumps(ready) + "\n")
    sys.stdout.flush()
    await asyncio.gather(mechanism.run(), cable.serve())


if __name__ == "__main__":
    sys.exit(main())
