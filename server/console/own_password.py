"""Everybody's own page: a new password, which a passing one makes necessary."""

from typing import Annotated

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect
from msgspec import Struct

from server.acts.people import Staffing
from server.console.confirming import check_own
from server.console.password_rules import MIN_PASSWORD_LENGTH, fault_of_new
from server.console.visits import Visit
from server.protocol.errors import Failure
from server.storage.ledger import Ledger

SAME = Failure("same-password")


class PasswordForm(Struct, frozen=True):
    """What the page sends: the password as it is, and the new one twice."""

    password: str = ""
    new: str = ""
    again: str = ""


class PasswordController(Controller):
    """The password of whoever is logged in."""

    path = "/password"
    include_in_schema = False

    @get()
    async def show(self, visit: NamedDependency[Visit]) -> Response[str]:
        """Show the form."""
        return _page(visit)

    @post()
    async def change(
        self,
        visit: NamedDependency[Visit],
        data: Annotated[PasswordForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
    ) -> Response[str]:
        """Keep the new password and end the person's other sessions."""
        field, failure = fault_of(visit, data)
        if failure is None:
            field, failure = "password", await check_own(visit, data.password)
        if failure is not None:
            return _page(visit, field, failure, 403)
        console, holder, actor = visit.console, visit.holder, visit.actor()
        password_hash, now = await console.passwords.hash(data.new), console.service.now()

        def change(ledger: Ledger) -> None:
            staffing = Staffing(ledger, actor, now)
            staffing.change_password(holder.official, password_hash, holder.token_digest)

        await console.service.write(change)
        console.nudges.nudge()
        return Redirect("/", status_code=303)


def fault_of(visit: Visit, form: PasswordForm) -> tuple[str, Failure | None]:
    """Return which field is wrong, and how."""
    names = (visit.holder.login, visit.console.service.config.id)
    field, failure = fault_of_new(form.new, form.again, names)
    if failure is None and form.new == form.password:
        return "new", SAME
    return field, failure


def _page(
    visit: Visit, field: str = "", failure: Failure | None = None, status: int = 200
) -> Response[str]:
    values = {
        "is_due": visit.holder.temporary_until is not None,
        "least": MIN_PASSWORD_LENGTH,
        "field": field,
        "failure": failure,
        "here": "/password",
    }
    return visit.answer("password.html", values, status=status)
