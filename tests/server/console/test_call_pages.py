"""Tests of every call with its reason in words."""

import pytest

from server.protocol.commands import CallNext, MarkNoShow
from server.protocol.desk_commands import CallChosen
from tests.server.console.working_console import Person, WorkingConsole
from tests.server.working_hall import OFFICIAL, new_id


async def call(working: WorkingConsole) -> None:
    await working.service.carry_out(CallNext(request_id=new_id(), desk="desk-1"), OFFICIAL)
    seen = working.service.picture.occupancy.desk("desk-1")
    assert seen is not None
    gone = MarkNoShow(request_id=new_id(), desk="desk-1", ticket=seen.ticket)
    await working.service.carry_out(gone, OFFICIAL)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Goes first by law: 1 of at most 2 in a row. A001 came earlier and waits."),
        ("ru", "A001"),
        ("kk", "A001"),
    ],
)
async def test_every_call_is_explained_in_the_reader_s_language(
    working: WorkingConsole, auditor: Person, language: str, words: str
) -> None:
    await working.issue()
    await working.issue(claim="veterans")
    await call(working)
    await call(working)
    auditor.client.headers["Accept-Language"] = language

    every = (await auditor.open("/calls")).text
    out = (await auditor.open("/calls?turn=out")).text

    assert words in every
    assert every.count('<details class="call">') == 2
    assert out.count('<details class="call">') == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Chosen by the official: The visitor is unwell. By the rule it would have been"),
        ("ru", "Выбран должностным лицом: Посетитель плохо себя чувствует. По правилу"),
        ("kk", "Лауазымды адам таңдады: Келушінің денсаулығы нашар. Ереже бойынша кезек: A001."),
    ],
)
async def test_a_choice_of_an_official_is_told_with_his_reason(
    working: WorkingConsole, auditor: Person, language: str, words: str
) -> None:
    await working.issue()
    chosen = (await working.issue()).ticket
    command = CallChosen(request_id=new_id(), desk="desk-1", ticket=chosen, reason="unwell")
    await working.service.carry_out(command, OFFICIAL)
    auditor.client.headers["Accept-Language"] = language

    page = (await auditor.open("/calls?turn=out")).text
    assert words in page
    assert page.count('<td class="strong">A00') == 2


async def test_earlier_calls_are_reached_page_by_page(
    working: WorkingConsole, auditor: Person
) -> None:
    await working.issue()
    await call(working)
    last = working.service.picture.seq

    assert (await auditor.open(f"/calls?before={last}")).text.count("A001") > 0
    assert "No calls here." in (await auditor.open("/calls?before=2")).text
