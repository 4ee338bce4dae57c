"""Tests of what guards every page: whose forms are taken, what browsers may load, what is kept."""

import re

import httpx
import pytest

from tests.server.console.working_console import Person, WorkingConsole
from tests.server.working_hall import new_id

FORMS = ["/login", "/logout", "/language", "/password", "/desk/choose", "/desk/next"]


@pytest.mark.parametrize("path", FORMS)
async def test_a_form_without_our_token_is_refused(official: Person, path: str) -> None:
    answer = await official.client.post(path, data={"request_id": new_id(), "desk": "desk-2"})

    assert answer.status_code == 403
    assert "This page was open too long or came from elsewhere." in answer.text


async def test_a_token_that_is_no_ascii_is_refused_like_any_other(official: Person) -> None:
    answer = await official.client.post("/desk/next", data={"csrf": "ж" * 64})

    assert answer.status_code == 403


@pytest.mark.parametrize("path", ["/day/open", "/day/close"])
async def test_an_admins_form_without_our_token_is_refused(
    working: WorkingConsole, path: str
) -> None:
    async with working.person() as admin:
        await admin.log_in("dana")

        answer = await admin.client.post(path, data={"request_id": new_id()})

    assert answer.status_code == 403
    assert "This page was open too long or came from elsewhere." in answer.text


async def test_a_refused_form_is_one_line_of_the_log(
    official: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "server.console.routes")

    await official.client.post("/desk/x%0a2026-11-23")

    assert caplog.messages == [r"POST '/desk/x\n2026-11-23': 403"]


async def test_a_token_of_another_browser_is_refused(
    working: WorkingConsole, official: Person
) -> None:
    async with working.person() as stranger:
        await stranger.open("/login")
        official.page = stranger.page

        assert (await official.send("/desk/choose", desk="desk-2")).status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_a_form_sent_by_another_site_is_refused_even_with_our_token(
    official: Person, site: str
) -> None:
    official.client.headers["Sec-Fetch-Site"] = site

    assert (await official.send("/desk/choose", desk="desk-2")).status_code == 403


async def test_a_live_page_whose_token_is_old_loads_itself_anew(official: Person) -> None:
    official.client.headers["HX-Request"] = "true"
    official.page = ""

    answer = await official.send("/desk/next", request_id=new_id())

    assert (answer.status_code, answer.headers["hx-refresh"]) == (403, "true")


async def test_a_live_page_without_a_session_is_sent_to_the_log_in(anybody: Person) -> None:
    anybody.client.headers["HX-Request"] = "true"
    await anybody.open("/login")

    answer = await anybody.send("/desk/choose", desk="desk-1")

    assert (answer.status_code, answer.headers["hx-redirect"]) == (403, "/login")


async def test_a_live_page_that_comes_back_without_a_session_says_so(anybody: Person) -> None:
    anybody.client.headers["HX-Request"] = "true"

    answer = await anybody.open("/desk")

    assert (answer.status_code, answer.headers["hx-retarget"]) == (409, "#live")
    assert "You were logged out" in answer.text


@pytest.mark.parametrize("path", ["/login", "/desk", "/desk/choose", "/day"])
async def test_pages_let_browsers_load_only_what_is_ours(official: Person, path: str) -> None:
    answer = await official.open(path)

    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'self'; ")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"


async def test_files_are_kept_by_browsers_because_their_names_change(
    working: WorkingConsole, anybody: Person
) -> None:
    answer = await anybody.client.get(working.console.assets.url("console.css"))

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize(
    "path", ["/static/console/x/missing.css", "/static/console/x/../login.py", "/static/console/x"]
)
async def test_no_other_file_is_served(anybody: Person, path: str) -> None:
    assert (await anybody.client.get(path)).status_code == 404


async def test_a_form_that_is_too_long_is_refused(official: Person) -> None:
    answer = await official.send("/desk/choose", desk="d" * 20_000)

    assert answer.status_code == 413


async def test_the_start_leads_to_the_desk_or_to_the_log_in(
    working: WorkingConsole, official: Person
) -> None:
    async with working.person() as stranger:
        assert (await stranger.open("/")).url.path == "/login"
    assert (await official.open("/")).url.path == "/desk"


async def test_over_https_every_cookie_is_for_https_only(working: WorkingConsole) -> None:
    transport = httpx.ASGITransport(working.app)  # type: ignore[arg-type]  # it names every message
    async with httpx.AsyncClient(transport=transport, base_url="https://hall") as client:
        answer = await client.get("/login")

    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith("__host-kezek-browser=")
    assert "secure" in cookie


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/nothing/at-all", "/day/x", "/login/x/y", "/desk/x", "/desk/x/y", "/logout"],
)
async def test_a_browser_that_asks_for_what_is_not_there_sees_a_page_in_its_language(
    anybody: Person, path: str
) -> None:
    said = []
    for language in ("kk", "ru", "en"):
        headers = {"Accept": "text/html,*/*;q=0.8", "Accept-Language": language}
        anybody.client.cookies.clear()
        answer = await anybody.client.get(path, headers=headers)
        assert answer.status_code == 404
        said += re.findall(r"<h1>(.+)</h1>", answer.text)

    assert said == ["Мұндай бет жоқ", "Такой страницы нет", "There is no such page"]


async def test_a_program_that_asks_for_what_is_not_there_is_told_so_as_data(
    anybody: Person,
) -> None:
    answer = await anybody.client.get("/nothing", headers={"Accept": "application/json"})

    assert (answer.status_code, answer.json()) == (404, {"code": "http", "data": {"status": 404}})


async def test_who_goes_where_the_role_does_not_lead_is_one_line_without_a_name(
    official: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "server.console.routes")

    await official.client.get("/admin/people")

    assert len(caplog.messages) == 1
    assert re.fullmatch(r"GET '/admin/people': o-[0-9a-f]{8}", caplog.messages[0])


async def test_log_ins_are_lines_of_the_log_without_a_login(
    working: WorkingConsole, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "server.console.login")
    async with working.person() as person:
        await person.log_in("aigerim", "wrong")
        await person.log_in("aigerim")

    assert caplog.messages[0] == "a log-in failed, here"
    assert re.fullmatch(r"o-[0-9a-f]{8} logged in, here", caplog.messages[1])
    assert "aigerim" not in caplog.text
