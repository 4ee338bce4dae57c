"""What the hall's coded values are called in the reader's language; pure."""

from msgspec import Struct

from server.hall_file import HallConfig
from server.protocol.codes import CodeKind
from server.protocol.identity import Key
from server.protocol.languages import LanguageCode, in_language


class CodeChoice(Struct, frozen=True):
    """One value of a list, to press or to choose."""

    id: Key
    name: str


def code_name(config: HallConfig, kind: CodeKind, key: Key | None, language: LanguageCode) -> str:
    """Return what the value is called; its key if the hall has it no more, "" for none."""
    code = config.code(kind, key) if key else None
    return in_language(code.names, language) if code else key or ""


def code_choices(
    config: HallConfig, kind: CodeKind, language: LanguageCode
) -> tuple[CodeChoice, ...]:
    """Return the list of a kind as a reader of ``language`` sees it."""
    return tuple(
        CodeChoice(code.id, in_language(code.names, language)) for code in config.codes(kind)
    )
