"""What the form of an act offers: lists of the hall in the reader's language, and who is there."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from server.console.code_names import CodeChoice, code_choices
from server.console.desk_acts import DeskAct
from server.console.desk_printers import printers, usual_printer
from server.console.sessions import desks_in_use, people_of
from server.console.typed import ticket_number
from server.console.visits import Visit
from server.protocol.codes import CodeKind
from server.protocol.desks import Desk
from server.protocol.identity import Key, Role
from server.protocol.lanes import desk_lane
from server.protocol.languages import in_language
from server.protocol.services import Service
from server.queueing.lanes import WaitingLeg
from server.storage.ledger import Ledger

MOST_WAITING = 100
"""Who stands further back is found by his number."""

MOST_FOUND = 40

_REASONS = {
    DeskAct.TRANSFER: CodeKind.TRANSFER,
    DeskAct.PARK: CodeKind.PARK,
    DeskAct.REFUSE_CLAIM: CodeKind.REFUSAL,
    DeskAct.CHOOSE: CodeKind.OVERRIDE,
    DeskAct.BREAK: CodeKind.BREAK,
}


_ABOUT_VISITOR = frozenset(
    {DeskAct.TRANSFER, DeskAct.PARK, DeskAct.REFUSE_CLAIM, DeskAct.DETAILS, DeskAct.COPY}
)


class TargetChoice(Struct, frozen=True):
    """A desk or an official to whom a visitor can be sent; ``is_here`` if somebody is there.

    ``is_video`` if the desk is a cabin for video.
    """

    id: Key
    name: str
    is_here: bool
    is_video: bool = False


class Targets(Struct, frozen=True):
    """Where a visitor can be sent."""

    services: tuple[CodeChoice, ...] = ()
    desks: tuple[TargetChoice, ...] = ()
    officials: tuple[TargetChoice, ...] = ()


class FormView(Struct, frozen=True, kw_only=True):
    """What a form shows; each act uses its own fields. ``planned`` is the next service.

    ``promised`` is the desk to which the visitor comes back already; ``usual`` the printer that
    was chosen the last time. Of those who wait, ``unlisted`` are not among ``waiting``.
    """

    current: str = ""
    number: str = ""
    planned: str = ""
    review: int = 0
    reasons: tuple[CodeChoice, ...] = ()
    outcomes: tuple[CodeChoice, ...] = ()
    topics: tuple[CodeChoice, ...] = ()
    regions: tuple[CodeChoice, ...] = ()
    services: tuple[CodeChoice, ...] = ()
    targets: Targets = Targets()
    waiting: tuple[CodeChoice, ...] = ()
    languages: tuple[CodeChoice, ...] = ()
    categories: tuple[CodeChoice, ...] = ()
    printers: tuple[CodeChoice, ...] = ()
    usual: str = ""
    typed: str = ""
    unlisted: int = 0
    promised: str = ""


async def form_view(visit: Visit, desk: Desk, act: DeskAct, typed: str = "") -> FormView:
    """Return what the form of ``act`` at ``desk`` offers now; ``typed`` is part of a number."""
    config, language = visit.console.service.config, visit.browser.language
    seen = visit.console.service.picture.occupancy.desk(desk.id)
    kind = _REASONS.get(act)
    view = FormView(
        current=seen.ticket if seen else "",
        number=seen.number if seen and act in _ABOUT_VISITOR else "",
        review=config.overrides_before_review,
        reasons=code_choices(config, kind, language) if kind else (),
    )
    match act:
        case DeskAct.TRANSFER | DeskAct.DETAILS:
            return await _with_targets(visit, desk, view, has_record=act is DeskAct.DETAILS)
        case DeskAct.WALK_IN | DeskAct.CHECK_IN | DeskAct.COPY:
            return await _with_paper(visit, desk, view)
        case DeskAct.CHOOSE:
            return _with_waiting(visit, desk, view, typed)
        case DeskAct.PAPER_CALL:
            outcomes = code_choices(config, CodeKind.OUTCOME, language)
            return replace(view, outcomes=outcomes)
        case _:
            return view


async def target_choices(visit: Visit, but: Key = "") -> Targets:
    """Return where a visitor can be sent from the desk ``but``, or from nowhere."""
    config = visit.console.service.config
    in_use = await desks_in_use(visit.console)
    return Targets(
        _services(visit, config.services),
        tuple(
            TargetChoice(one.id, one.label, one.id in in_use, one.is_video)
            for one in config.desks
            if one.id != but
        ),
        await _officials(visit),
    )


async def _with_targets(visit: Visit, desk: Desk, view: FormView, *, has_record: bool) -> FormView:
    service, language = visit.console.service, visit.browser.language
    config = service.config
    targets = replace(
        view,
        targets=await target_choices(visit, desk.id),
        promised=await _promised(visit, desk),
    )
    if not has_record:
        return targets
    seen = service.picture.occupancy.desk(desk.id)
    found = config.service(seen.service) if seen else None
    then = config.service(found.then) if found and found.then else None
    return replace(
        targets,
        planned=in_language(then.names, language) if then else "",
        outcomes=code_choices(config, CodeKind.OUTCOME, language),
        topics=code_choices(config, CodeKind.TOPIC, language),
        regions=code_choices(config, CodeKind.REGION, language),
    )


async def _promised(visit: Visit, desk: Desk) -> str:
    """Return the label of the desk to which the visitor at ``desk`` comes back, if to any."""
    service = visit.console.service
    seen = await service.read(lambda ledger: ledger.tickets.at_desk(desk.id))
    lane = seen.back_lane if seen else None
    return next((one.label for one in service.config.desks if desk_lane(one.id) == lane), "")


async def _officials(visit: Visit) -> tuple[TargetChoice, ...]:
    """Return who else receives visitors, those who sit at a desk first."""
    mine, now = visit.holder.official, visit.console.service.now()

    def read(ledger: Ledger) -> tuple[TargetChoice, ...]:
        people = people_of(ledger)
        here = frozenset(people.receiving(now).values())
        return tuple(
            TargetChoice(one.id, one.login, one.id in here)
            for one in people.everybody()
            if one.role == Role.OFFICIAL and not one.is_disabled and one.id != mine
        )

    found = await visit.console.service.read(read)
    return tuple(sorted(found, key=lambda one: (not one.is_here, one.name)))


async def _with_paper(visit: Visit, desk: Desk, view: FormView) -> FormView:
    config, language = visit.console.service.config, visit.browser.language
    return replace(
        view,
        printers=await printers(visit),
        usual=usual_printer(visit, desk),
        services=_services(visit, config.services),
        languages=tuple(
            CodeChoice(code, visit.console.pages.language_name(language, code))
            for code in sorted(config.languages, key=lambda code: code != language)
        ),
        categories=tuple(
            CodeChoice(one.id, in_language(one.names, language)) for one in config.categories
        ),
    )


def _services(visit: Visit, services: Iterable[Service]) -> tuple[CodeChoice, ...]:
    config, language = visit.console.service.config, visit.browser.language
    bodies = {body.id: in_language(body.names, language) for body in config.bodies}
    return tuple(
        CodeChoice(one.id, f"{in_language(one.names, language)} · {bodies.get(one.body, '')}")
        for one in services
    )


def _with_waiting(visit: Visit, desk: Desk, view: FormView, typed: str) -> FormView:
    """Return the form with whom the desk may call, the next first, or whose numbers fit."""
    picture, official = visit.console.service.picture, visit.holder.official
    sought = ticket_number(typed)
    if sought:
        legs = picture.waiting_with(sought, desk.id, MOST_FOUND, official)
        return replace(view, typed=sought, waiting=_rows(visit, legs))
    legs = picture.queue_for(desk.id, MOST_WAITING, official)
    unlisted = picture.waiting_at(desk.id, official) - len(legs)
    return replace(view, waiting=_rows(visit, legs), unlisted=unlisted)


def _rows(visit: Visit, legs: Iterable[WaitingLeg]) -> tuple[CodeChoice, ...]:
    service, language = visit.console.service, visit.browser.language

    def row(leg: WaitingLeg) -> CodeChoice:
        found = service.config.service(leg.service)
        name = in_language(found.names, language) if found else leg.service
        came = f"{service.local(leg.order_key):%H:%M}"
        return CodeChoice(leg.ticket, f"{leg.number} · {came} · {name}")

    return tuple(row(leg) for leg in legs)
