"""Tests of the standard lists of coded values."""

from server.hall_codes import codes_of, standard_codes
from server.protocol.codes import Code, CodeKind


def test_every_kind_has_values_with_a_text_in_each_of_our_languages() -> None:
    codes = standard_codes()

    assert {code.kind for code in codes} == set(CodeKind)
    assert len({(code.kind, code.id) for code in codes}) == len(codes)
    assert [code.id for code in codes if set(code.names) != {"kk", "ru", "en"}] == []
    assert all(text.strip() for code in codes for text in code.names.values())


def test_the_country_has_twenty_regions() -> None:
    regions = codes_of((), CodeKind.REGION)

    assert len(regions) == 20
    assert {region.id for region in regions} >= {"71", "75", "79"}


def test_one_value_of_a_kind_replaces_the_whole_list_of_it() -> None:
    own = (Code(CodeKind.PARK, "archive", {"ru": "Ждёт архив"}),)

    assert codes_of(own, CodeKind.PARK) == own
    assert codes_of(own, CodeKind.STOP) == codes_of((), CodeKind.STOP)
