"""Starts the demo: python -m server.demo [--once] [--out DIR] [--seed N] and others."""

import argparse
import asyncio
import contextlib
import signal
import sys
from pathlib import Path

from server.demo.checker import check, write_report
from server.demo.live import play_live
from server.demo.processes import StageError
from server.demo.wording import language_of, read_words

DEFAULT_OUT = Path("build/demo")


def main() -> int:
    """Return 0 if all went well, 1 if a step of the rehearsed morning did not hold."""
    options = _options(sys.argv[1:])
    words = read_words(language_of())
    try:
        if options.once:
            return _once(options.out.resolve(), words)
        with contextlib.suppress(asyncio.CancelledError):
            asyncio.run(_live(options, words))
    except StageError as error:
        print(words["broken"].format(why=error), file=sys.stderr)
        return 1
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="kezek demo")
    parser.add_argument("--once", action="store_true", help="play one scripted morning and check")
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT, help="folder for what is left")
    parser.add_argument("--no-visitors", action="store_true", help="no made-up visitors")
    parser.add_argument("--seconds", type=float, default=None, help="end by itself after so long")
    parser.add_argument("--seed", type=int, default=None, help="the same visitors every time")
    return parser.parse_args(arguments)


def _once(out: Path, words: dict[str, str]) -> int:
    from server.demo.once import empty, play_once  # noqa: PLC0415 - demo alone has no browser

    empty(out)
    broken: StageError | None = None
    try:
        asyncio.run(play_once(out))
    except StageError as error:
        broken = error
        print(words["broken"].format(why=error), file=sys.stderr)
    findings = check(out)
    held = write_report(out, findings) and broken is None
    for finding in findings:
        print(f"{'+' if finding.held else '-'} {finding.step}: {finding.seen}")
    print(words["held" if held else "failed"].format(out=out))
    return 0 if held else 1


async def _live(options: argparse.Namespace, words: dict[str, str]) -> None:
    playing = asyncio.ensure_future(
        play_live(
            options.out.resolve(),
            words,
            has_visitors=not options.no_visitors,
            seconds=options.seconds,
            seed=options.seed,
        )
    )
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, playing.cancel)
    await playing


if __name__ == "__main__":
    sys.exit(main())
