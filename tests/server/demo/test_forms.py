"""Pages are read and forms sent as a browser without scripts would."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import HTTPError
from urllib.parse import parse_qs

import pytest

from server.demo.forms import DeskForms, NoAnswerError, NoSuchButtonError, read_page

DESK = """<!doctype html><html><head><meta charset="utf-8"><title>Desk 1</title></head><body>
<p class="state called">Called<br><time>0:05</time></p><p id="number" class="number">A001</p>
<div id="delivery"><ul><li class="step done"><svg><path d="M4"/></svg>Shown</li>
<li class="step">Not yet announced</ul></div>
<form method="post" action="/desk/start"><input type="hidden" name="csrf" value="s3">
<input type="hidden" name="current"><button>Start</button></form>
<form action="/desk/recall"><input name="csrf" value="s3"><button>Recall</button></form>
<form action="/desk/next"><input name="csrf" value="s3"><button disabled>Next</button></form>
</body></html>"""


def test_a_page_tells_its_forms_with_their_fields() -> None:
    page = read_page(DESK)

    assert page.forms == {
        "/desk/start": {"csrf": "s3", "current": ""},
        "/desk/recall": {"csrf": "s3"},
        "/desk/next": {"csrf": "s3"},
    }


@pytest.mark.parametrize(("action", "may"), [("start", True), ("next", False), ("finish", False)])
def test_a_button_may_be_pressed_if_it_is_there_and_not_disabled(action: str, may: bool) -> None:
    assert read_page(DESK).may_press(action) is may


@pytest.mark.parametrize(
    ("places", "text"),
    [
        (("number",), "A001"),
        (("state", "called"), "Called 0:05"),
        (("delivery", "step", "done"), "Shown"),
        (("delivery",), "Shown Not yet announced"),
        (("number", "called"), ""),
    ],
)
def test_a_text_is_found_by_what_is_around_it(places: tuple[str, ...], text: str) -> None:
    assert read_page(DESK).says(*places) == text


class Console(BaseHTTPRequestHandler):
    """Shows the desk; answers every form by what was sent."""

    def do_GET(self) -> None:
        self.answer(200, DESK)

    def do_POST(self) -> None:
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        language = self.headers["Accept-Language"]
        if self.path == "/desk/recall":
            self.close_connection = True
            return
        status = 409 if self.path == "/desk/start" else 500
        self.answer(status, f'<p class="notice">{sent["csrf"][0]} {language}</p>')

    def answer(self, status: int, text: str) -> None:
        self.send_response(status)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def console() -> Iterator[str]:
    """Give the address of a console that shows one desk."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Console)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


async def test_a_press_sends_the_form_and_a_refusal_is_a_page(console: str) -> None:
    forms = DeskForms(console, "ru")

    refused = await forms.press("start", await forms.look())

    assert refused.says("notice") == "s3 ru"


async def test_what_is_no_refusal_is_raised(console: str) -> None:
    forms = DeskForms(console)

    with pytest.raises(HTTPError) as failed:
        await forms.press("next", await forms.look())

    assert failed.value.code == 500


async def test_a_server_that_ends_before_its_answer_is_named_as_one_thing(console: str) -> None:
    forms = DeskForms(console)

    with pytest.raises(NoAnswerError):
        await forms.press("recall", await forms.look())


async def test_a_button_that_is_not_there_cannot_be_pressed(console: str) -> None:
    forms = DeskForms(console)

    with pytest.raises(NoSuchButtonError, match="A001"):
        await forms.press("finish", await forms.look())
