"""The lists of coded values of a hall: its own where it has any of a kind, else the standard."""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct

from server.protocol.codes import Code, CodeKind


class _StandardCodes(Struct, frozen=True, forbid_unknown_fields=True):
    codes: tuple[Code, ...]


def codes_of(own: tuple[Code, ...], kind: CodeKind) -> tuple[Code, ...]:
    """Return the values of ``kind`` among ``own``, the standard ones if there is none."""
    return _of_kind(own, kind) or _of_kind(standard_codes(), kind)


@cache
def standard_codes() -> tuple[Code, ...]:
    """Return every list that applies where a hall file has none of its kind."""
    text = files("server").joinpath("halls", "standard_codes.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), _StandardCodes).codes


def _of_kind(codes: tuple[Code, ...], kind: CodeKind) -> tuple[Code, ...]:
    return tuple(code for code in codes if code.kind is kind)
