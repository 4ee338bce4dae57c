"""Starts a virtual printer: ``./kezek printer virtual --model NAME --dir papers``."""

import argparse
import asyncio
import json
import sys
from dataclasses import replace
from pathlib import Path

import msgspec

from printers.virtual.build import ALIASES, Build, build_names, read_build
from printers.virtual.cables import Handshake, PtyCable, SecondHost, TcpCable
from printers.virtual.control import Control
from printers.virtual.faults import fault_list, fault_order
from printers.virtual.mechanism import Mechanism
from printers.virtual.memory import LogoMemory
from printers.virtual.shelf import Shelf

MM_PER_METRE = 1000.0
NV_FILE = "nv-memory.json"


def main(arguments: list[str] | None = None) -> int:
    """Run until interrupted; the first line on stdout tells where to reach it."""
    options = _parser().parse_args(arguments)
    if options.list_models:
        print("\n".join(_listed(name) for name in build_names()))
        return 0
    try:
        asyncio.run(_run(options))
    except KeyboardInterrupt:
        return 0
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="printers virtual",
        description=__doc__,
        epilog=f"faults in plain words:\n{fault_list()}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    models = (*ALIASES, *build_names())
    parser.add_argument("--model", choices=models, default="epson", metavar="NAME")
    parser.add_argument("--list-models", action="store_true", help="name all models and end")
    parser.add_argument("--port", type=int, default=9100, help="TCP port, 0 for a free one")
    parser.add_argument("--pty", action="store_true", help="a serial line instead of TCP")
    parser.add_argument("--baud", type=int, default=115200, help="speed of the serial line")
    parser.add_argument(
        "--handshake",
        type=Handshake,
        default=Handshake.HELD,
        choices=tuple(Handshake),
        help="what holds a serial host back when the buffer is full; none loses bytes",
    )
    parser.add_argument("--link", type=Path, help="link the serial device at this path")
    parser.add_argument(
        "--second-host", type=SecondHost, default=SecondHost.QUEUED, choices=tuple(SecondHost)
    )
    parser.add_argument("--dir", type=Path, default=Path("papers"), help="where papers go")
    parser.add_argument("--nv", type=Path, help=f"where logos last; {NV_FILE} among the papers")
    parser.add_argument("--control", type=int, default=0, help="control port, 0 for a free one")
    parser.add_argument("--speed", type=float, help="millimetres per second, not the model's")
    parser.add_argument("--buffer", type=int, help="receive buffer in bytes, not the model's")
    parser.add_argument("--roll", type=float, default=80.0, help="metres of paper")
    parser.add_argument(
        "--taken-after", type=float, help="seconds until a hand takes a presented ticket"
    )
    parser.add_argument(
        "--fault",
        action="append",
        default=[],
        type=fault_order,
        metavar="WORD",
        help='plain words, listed below, or a control line, as {"paper": "out"}',
    )
    return parser


def _listed(name: str) -> str:
    build = read_build(name)
    mechanics = build.mechanics
    return (
        f"{name}\t{build.title}\t{mechanics.dots} dots"
        f"\t{mechanics.dots_per_inch} dpi\t{mechanics.millimetres_per_second:g} mm/s"
    )


def _build(options: argparse.Namespace) -> Build:
    build = read_build(options.model)
    wanted = {"millimetres_per_second": options.speed, "buffer_bytes": options.buffer}
    changes = {name: value for name, value in wanted.items() if value is not None}
    return msgspec.structs.replace(
        build, mechanics=msgspec.structs.replace(build.mechanics, **changes)
    )


async def _run(options: argparse.Namespace) -> None:
    build = _build(options)
    nv = LogoMemory(build.memory.nv_bytes, options.nv or options.dir / NV_FILE)
    mechanism = Mechanism(build, Shelf(options.dir), nv)
    roll = options.roll * MM_PER_METRE
    mechanism.set_condition(replace(mechanism.condition, roll_mm=roll, mm_left=roll))
    mechanism.presenting.taken_after = options.taken_after
    control = Control(mechanism)
    for order in options.fault:
        control.carry_out(order)
    cable = (
        PtyCable(mechanism, options.baud, options.link, options.handshake)
        if options.pty
        else TcpCable(mechanism, options.port, options.second_host)
    )
    ready = {
        "ready": True,
        "url": cable.url,
        "control": await control.listen(options.control),
        "dir": str(options.dir),
        "model": build.name,
    }
    sys.stdout.write(json.dumps(ready) + "\n")
    sys.stdout.flush()
    await asyncio.gather(mechanism.run(), cable.serve())


if __name__ == "__main__":
    sys.exit(main())
