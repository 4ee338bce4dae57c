"""Numbers as the names of the clips that say them, 1 to 9999 in each spoken language."""

from collections.abc import Iterator

HIGHEST = 9999

_RUSSIAN_THOUSANDS = {
    1: ("number-1-feminine", "thousand"),
    2: ("number-2-feminine", "thousand-few"),
    3: ("number-3", "thousand-few"),
    4: ("number-4", "thousand-few"),
}
_OWN_WORDS = frozenset(range(1, 20))
"""Russian and English numbers below a hundred that are not made of tens and ones."""


def cardinal(language: str, number: int) -> tuple[str, ...]:
    """Return the clip names that say ``number`` (1 to 9999) in kk, ru or en."""
    match language:
        case "kk":
            return tuple(_kazakh(number))
        case "ru":
            return tuple(_russian(number))
        case _:
            return tuple(_english(number))


def kazakh_ordinal(number: int) -> tuple[str, ...]:
    """Return the clip names of the Kazakh ordinal: only its last word takes the ending."""
    *before, last = _kazakh(number)
    return (*before, last.replace("number-", "ordinal-"))


def _kazakh(number: int) -> Iterator[str]:
    thousands, rest = divmod(number, 1000)
    if thousands:
        yield f"number-{thousands}"
        yield "number-1000"
    hundreds, rest = divmod(rest, 100)
    if hundreds > 1:
        yield f"number-{hundreds}"
    if hundreds:
        yield "number-100"
    tens, ones = divmod(rest, 10)
    if tens:
        yield f"number-{tens}0"
    if ones:
        yield f"number-{ones}"


def _russian(number: int) -> Iterator[str]:
    thousands, rest = divmod(number, 1000)
    if thousands:
        yield from _RUSSIAN_THOUSANDS.get(thousands, (f"number-{thousands}", "thousand-many"))
    hundreds, rest = divmod(rest, 100)
    if hundreds:
        yield f"number-{hundreds}00"
    yield from _below_a_hundred(rest)


def _english(number: int) -> Iterator[str]:
    thousands, rest = divmod(number, 1000)
    if thousands:
        yield from (f"number-{thousands}", "thousand")
    hundreds, last = divmod(rest, 100)
    if hundreds:
        yield from (f"number-{hundreds}", "hundred")
    if last and last != number:
        yield "and"
    yield from _below_a_hundred(last)


def _below_a_hundred(number: int) -> Iterator[str]:
    if number in _OWN_WORDS:
        yield f"number-{number}"
        return
    tens, ones = divmod(number, 10)
    if tens:
        yield f"number-{tens}0"
    if ones:
        yield f"number-{ones}"
