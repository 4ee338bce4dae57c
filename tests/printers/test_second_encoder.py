"""An encoder that is not ours makes the same bytes of Kazakh."""

import json
import subprocess
from pathlib import Path

import pytest

from printers.encoder import EscPosEncoder
from printers.layout import TextRow
from printers.profile import read_profile
from printers.raster import Rasteriser, start_fonts
from printers.strategy import KAZAKH_LETTERS, Link
from printers.virtual.tokens import Tokeniser

ROOT = Path(__file__).parents[2]
MODULES = ROOT / "build" / "npm" / "node_modules"
SCRIPT = ROOT / "tests" / "npm" / "page_bytes.cjs"
LINES = (KAZAKH_LETTERS, "Қабылдау нөмірі: Ә-042", "Номер талона № 5 — «Щука», ёлка", "Window 5")
MODELS = {
    "epson_tm_t20iii": "epson-tm-t20iii",
    "epson_tm_t88v": "epson-tm-t88v",
    "epson_tm_t88vi": "epson-tm-t88vi",
    "epson_tm_m30": "epson-tm-m30ii",
}


def page_and_text(job: bytes) -> tuple[int, bytes]:
    """Return the last page that ``job`` selects before its text, and its text."""
    tokens = list(Tokeniser().feed(job))
    texts = [place for place, token in enumerate(tokens) if token.name == "text"]
    pages = [token.arguments[0] for token in tokens[: texts[0]] if token.name == "ESC t"]
    return pages[-1], b"".join(tokens[place].arguments for place in texts)


@pytest.mark.parametrize("name", MODELS)
def test_the_other_encoder_selects_the_same_page_and_says_the_same_bytes(name: str) -> None:
    command = ["node", str(SCRIPT), str(MODULES), MODELS[name], *LINES]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)

    start_fonts()
    encoder = EscPosEncoder(read_profile(name), Link.SLOW, Rasteriser())
    ours = [encoder.encode((TextRow(line, 1, 1, bold=False),)) for line in LINES]

    said = [page_and_text(bytes.fromhex(job)) for job in theirs]
    assert said == [page_and_text(job) for job in ours]
    assert [text.decode("kz1048") for _, text in said] == list(LINES)
    assert {page for page, _ in said} == {53}
