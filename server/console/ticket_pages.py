"""How tickets look: an admin changes the layout step by step, sees it printed, and saves it."""

import re
from collections.abc import Mapping
from typing import Annotated

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body, FromPath, FromQuery
from litestar.response import Redirect
from msgspec import Struct, structs

from server.console.linked_devices import device_views
from server.console.pages import new_request
from server.console.ticket_editing import (
    LONGEST_TEXT,
    Deed,
    Edit,
    Editor,
    Letters,
    read_edit,
    read_edits,
    write_edits,
)
from server.console.visits import PAGE_HEADERS, Visit
from server.failures import status_of
from server.protocol.commands import ChangeTicketLayout
from server.protocol.errors import Failure, KezekError, to_failure
from server.protocol.frames import PaperShown, SpecimenEnded
from server.protocol.identity import Key, RequestId
from server.protocol.languages import LanguageCode
from server.protocol.ticket_layout import (
    REPEATED,
    SIZES,
    SPOKEN,
    LayoutRow,
    Part,
    completed,
    shipped_layouts,
)

HERE = "/admin/ticket"
_VERSION = re.compile(r"[0-9]{1,9}")
_BACK = {Deed.UP: Deed.DOWN, Deed.DOWN: Deed.UP, Deed.SHOW: Deed.HIDE, Deed.HIDE: Deed.SHOW}
_STEP = {Deed.UP: -1, Deed.DOWN: 1}


class TicketForm(Struct, frozen=True):
    """What a button sends: where the page stands, and for a printing device whom to ask."""

    at: str = ""
    device: Key = ""
    reader: LanguageCode = ""
    request_id: RequestId = ""


class Stand(Struct, frozen=True):
    """Where a page stands: the layout it began from, what was done, who was asked last."""

    version: int | None = None
    done: str = ""
    undone: str = ""
    device: Key = ""
    reader: LanguageCode = ""

    def __str__(self) -> str:
        """Return the stand as an address or form carries it."""
        return ";".join((str(self.version), self.done, self.undone, self.device, self.reader))


class RowView(Struct, frozen=True):
    """One row as the page shows it: what it is and which buttons it has."""

    index: int
    row: LayoutRow
    may: Mapping[str, bool]
    sizes: tuple[str, ...]
    spoken: tuple[str, ...]
    may_go: bool


class PrinterChoice(Struct, frozen=True):
    """A printing device that can be asked."""

    id: Key
    name: str
    profile: str


class Told(Struct, frozen=True):
    """What the page answers to."""

    failure: Failure | None = None
    picture: str = ""
    shown: PaperShown | None = None
    ended: SpecimenEnded | None = None
    focus: str = ""
    is_saved: bool = False
    is_stale: bool = False
    status: int = 200


TicketData = Annotated[TicketForm, Body(media_type=RequestEncodingType.URL_ENCODED)]


class TicketController(Controller):
    """The ticket's layout, for admins."""

    path = HERE
    include_in_schema = False

    @get()
    async def show(
        self,
        visit: NamedDependency[Visit],
        at: FromQuery[str] = "",
        do: FromQuery[str] = "",
        saved: FromQuery[str] = "",
    ) -> Response[str]:
        """Show the layout as it is being changed; the address carries every step."""
        visit.admin()
        stand = _stand(at)
        is_stale = stand.version not in {None, visit.console.service.picture.layout.version}
        # What was pressed was meant for rows that are others now.
        editor, focus = _stepped(_editor(visit, stand), "" if is_stale else do)
        told = Told(focus=focus, is_saved=bool(saved), is_stale=is_stale)
        return await _page(visit, stand, editor, told)

    @post("/save")
    async def save(self, visit: NamedDependency[Visit], data: TicketData) -> Response[str]:
        """Let all kiosks print by the layout from now on."""
        actor, stand = visit.admin(), _stand(data.at)
        editor = _editor(visit, stand)
        command = ChangeTicketLayout(
            request_id=data.request_id or new_request(),
            version=stand.version or 0,
            layout=editor.layout,
        )
        try:
            await visit.console.service.carry_out(command, actor)
        except KezekError as error:
            told = Told(to_failure(error), status=status_of(error))
            return await _page(visit, stand, editor, told)
        return Redirect(f"{HERE}?saved=1", status_code=303)

    @post("/preview")
    async def preview(self, visit: NamedDependency[Visit], data: TicketData) -> Response[str]:
        """Have a printing device show what it would print."""
        visit.admin()
        stand = _asked(visit, data)
        editor, papers = _editor(visit, stand), visit.console.papers
        try:
            shown = await papers.show(stand.device, editor.layout, stand.reader)
        except KezekError as error:
            told = Told(to_failure(error), focus="preview", status=status_of(error))
        else:
            picture = visit.console.pictures.keep(shown.picture)
            told = Told(picture=picture, shown=shown, focus="preview")
        return await _page(visit, stand, editor, told)

    @post("/print")
    async def print(self, visit: NamedDependency[Visit], data: TicketData) -> Response[str]:
        """Have a printing device print a test ticket."""
        visit.admin()
        stand = _asked(visit, data)
        editor, papers = _editor(visit, stand), visit.console.papers
        try:
            ended = await papers.print_specimen(stand.device, editor.layout, stand.reader)
        except KezekError as error:
            told = Told(to_failure(error), focus="print", status=status_of(error))
        else:
            told = Told(ended=ended, focus="print")
        return await _page(visit, stand, editor, told)

    @get("/picture/{picture:str}")
    async def picture(
        self, visit: NamedDependency[Visit], picture: FromPath[str]
    ) -> Response[bytes]:
        """Give the picture that a page shows."""
        visit.admin()
        found = visit.console.pictures.find(picture)
        if found is None:
            raise NotFoundException
        return Response(found, media_type="image/png", headers=PAGE_HEADERS)


def _stand(text: str) -> Stand:
    """Return the stand that a text says; anybody may type an address, so what is none is new."""
    version, *rest = (text[: LONGEST_TEXT * 3] + ";;;;").split(";")[:5]
    return Stand(int(version) if _VERSION.fullmatch(version) else None, *rest)


def _asked(visit: Visit, form: TicketForm) -> Stand:
    """Return the stand of a form that asks a device, in a language that the hall has."""
    known = visit.console.service.config.languages
    reader = form.reader if form.reader in known else known[0]
    return structs.replace(_stand(form.at), device=form.device, reader=reader)


def _editor(visit: Visit, stand: Stand) -> Editor:
    """Return the editor of a page; one that began from an older layout begins anew."""
    current = visit.console.service.picture.layout
    if stand.version != current.version:
        return Editor(completed(current.layout))
    return Editor(completed(current.layout), read_edits(stand.done), read_edits(stand.undone))


def _stepped(editor: Editor, do: str) -> tuple[Editor, str]:
    """Return the editor after the pressed button, and which button is to have the focus then."""
    if do in {"undo", "redo"}:
        return (editor.undo() if do == "undo" else editor.redo()), do
    edit = read_edit(do)
    if edit is None:
        return editor, ""
    after = editor.after(edit)
    stay = Edit(edit.deed, edit.row + _STEP.get(edit.deed, 0), edit.value)
    back = Edit(_BACK.get(edit.deed, edit.deed), stay.row, edit.value)
    return after, str(stay if after.may(stay) else back)


def _row_view(editor: Editor, index: int, row: LayoutRow) -> RowView:
    may = {deed.value: editor.may(Edit(deed, index)) for deed in Deed}
    return RowView(
        index,
        row,
        may,
        tuple(SIZES[row.part]) if len(SIZES[row.part]) > 1 else (),
        tuple(SPOKEN[row.part]),
        may_go=row.part in REPEATED,
    )


async def _printers(visit: Visit) -> tuple[PrinterChoice, ...]:
    devices = await device_views(visit.console, visit.browser.language)
    names = {one.id: one.name for one in devices}
    return tuple(
        PrinterChoice(device, names.get(device) or device, profile)
        for device, profile in sorted(visit.console.papers.printers().items())
    )


async def _page(visit: Visit, stand: Stand, editor: Editor, told: Told) -> Response[str]:
    layout, current = editor.layout, visit.console.service.picture.layout
    last = len(layout.rows) - 1
    readers = visit.console.service.config.languages
    done, undone = write_edits(editor.done), write_edits(editor.undone)
    stand_now = str(Stand(current.version, done, undone, stand.device, stand.reader))
    values = {
        "rows": tuple(_row_view(editor, index, row) for index, row in enumerate(layout.rows)),
        "at": stand_now,
        "may_undo": bool(done),
        "may_redo": bool(undone),
        "is_changed": editor.is_changed,
        "layouts": tuple(
            (name, str(Edit(Deed.LOAD, 0, name)), editor.may(Edit(Deed.LOAD, 0, name)))
            for name in shipped_layouts()
        ),
        "letters": tuple(
            (letters.value, str(Edit(Deed.LETTERS, 0, letters.value))) for letters in Letters
        ),
        "letters_now": Letters.DRAWN if layout.is_drawn else Letters.OWN,
        "additions": tuple(
            (part.value, str(Edit(Deed.ADD, last, part.value))) for part in (Part.RULE, Part.GAP)
        ),
        "may_add": editor.may(Edit(Deed.ADD, last, Part.RULE.value)),
        "printers": await _printers(visit),
        "device": stand.device,
        "reader": stand.reader or readers[0],
        "readers": readers,
        "told": told,
        "failure": told.failure,
        "here": HERE,
        "back": f"{HERE}?at={stand_now}",
    }
    return visit.answer("admin_ticket.html", values, status=told.status)
