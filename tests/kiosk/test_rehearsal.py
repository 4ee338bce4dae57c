"""A rehearsal plays acts on a kiosk and tells what came of each."""

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from kiosk.__main__ import Kiosk
from kiosk.appearance import load_fonts
from kiosk.bridge import Bridge
from kiosk.face import Face
from kiosk.rehearsal import Act, Player, Told, acts_of
from server.protocol.printing import PrintOutcome
from tests.kiosk.sample_hall import answer_to, link_up
from tests.kiosk.scene import Scene


@pytest.fixture
def scene() -> Scene:
    """Give a scene whose server has welcomed the kiosk."""
    scene = Scene()
    scene.link.tell(link_up())
    return scene


@pytest.fixture
def player(scene: Scene, qtbot: QtBot) -> Iterator[Player]:
    """Give a player on the scene's kiosk."""
    load_fonts()
    face = Face(scene.attendant)
    face.show(QSize(540, 960))
    scene.listeners.append(face.refresh)
    yield Player(Kiosk(Bridge(), scene.link, scene.port, scene.attendant, face), face)
    qtbot.wait(1)
    face.close()


def play(player: Player, **act: object) -> Told:
    return player.play(msgspec.convert({n.replace("_", "-"): v for n, v in act.items()}, Act))


def test_a_whole_visit_can_be_played(scene: Scene, player: Player) -> None:
    for name in ("lang-ru", "body-justice", "service-justice-appeal", "claim-none"):
        assert play(player, touch=name).ok
    scene.link.tell(answer_to(scene.last_request(), ahead=7))
    scene.end_paper(PrintOutcome.CONFIRMED)

    told = play(player, wait_printed=True)

    assert (told.ok, told.page, told.language) == (True, "ticket", "ru")
    assert (told.paper, told.number, told.people_ahead) == ("printed", "A042", 7)


def test_a_double_tap_chooses_once(player: Player) -> None:
    told = play(player, touch="lang-kk", twice=True)

    assert told.page == "bodies"


def test_a_drag_chooses_nothing(player: Player) -> None:
    told = play(player, drag="lang-kk", by=[0, 200])

    assert (told.ok, told.page) == (True, "welcome")


def test_what_is_seen_can_be_kept_as_a_picture(player: Player, tmp_path: Path) -> None:
    picture = tmp_path / "pictures" / "welcome.png"

    assert play(player, grab=str(picture)).ok
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_a_picture_that_cannot_be_kept_is_told(player: Player, tmp_path: Path) -> None:
    assert not play(player, grab=str(tmp_path / "picture.of-no-kind")).ok


@pytest.mark.parametrize(
    ("what", "expected"),
    [("page:welcome", True), ("printer:none", True), ("link:up", True), ("page:claim", False)],
)
def test_waiting_ends_well_or_is_told(player: Player, what: str, expected: bool) -> None:
    assert play(player, wait=what, within=0.2).ok is expected


def test_a_wait_for_something_unheard_of_is_told(player: Player) -> None:
    assert play(player, wait="weather:fine").error == "weather:fine"


def test_a_thing_that_is_not_there_cannot_be_touched(player: Player) -> None:
    told = play(player, touch="lang-xx", within=0.1)

    assert (told.ok, told.error) == (False, "nothing to touch: lang-xx")


def test_acts_are_read_line_by_line_until_the_end(qtbot: QtBot) -> None:
    reading, writing = os.pipe()
    os.write(writing, b'{"touch":"lang-kk"}\n\n{"tell":true}\n')
    os.close(writing)

    acts = list(acts_of(reading))

    os.close(reading)
    qtbot.wait(1)
    assert acts == [Act(touch="lang-kk"), Act(tell=True)]
