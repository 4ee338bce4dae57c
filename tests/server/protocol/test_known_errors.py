"""Every failure that a device may hear of crosses the wire and stays itself."""

import pytest

from server.protocol.admin_errors import LoginTakenError
from server.protocol.errors import Failure, KezekError, to_failure
from server.protocol.known_errors import ERRORS_BY_CODE, family, to_error


@pytest.mark.parametrize("error_class", ERRORS_BY_CODE.values())
def test_the_far_side_raises_the_class_that_was_raised(error_class: type[KezekError]) -> None:
    error = error_class(limit=3, desk="d1")

    again = to_error(to_failure(error))

    assert type(again) is error_class
    assert again.data == {"limit": 3, "desk": "d1"}


def test_codes_are_unique_and_in_kebab_case() -> None:
    codes = list(ERRORS_BY_CODE)

    assert len(set(ERRORS_BY_CODE.values())) == len(codes)
    assert [code for code in codes if code != code.lower() or "_" in code or " " in code] == []


def test_an_unknown_code_is_still_a_failure() -> None:
    error = to_error(Failure("from-the-future", {"x": 1}))

    assert type(error) is KezekError
    assert error.data == {"unknown_code": "from-the-future"}


def test_what_only_admins_are_refused_is_not_known_to_devices() -> None:
    assert LoginTakenError.code not in family(KezekError)
    assert family(KezekError) == ERRORS_BY_CODE
