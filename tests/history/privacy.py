"""No personal data, keys or codes in logs, on boards, in mDNS (I8): the texts are searched."""

import base64
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

SHORTEST_SECRET = 6
"""Shorter words stand in texts by chance."""

_TWELVE = re.compile(r"(?<![\w.:-])\d{12}(?![\w-])")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[a-z]{2,}")
_PHONE = re.compile(r"(?<![\w.-])(?:\+7|8)[ (-]*7\d{2}[ )-]*\d{3}[ -]?\d{2}[ -]?\d{2}(?!\d)")
_WEIGHTS = (range(1, 12), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2))
_MONTHS, _DAYS, _CENTURIES = range(1, 13), range(1, 32), range(7)


def judge_privacy(texts: Mapping[str, bytes], secrets: Iterable[str]) -> Iterator[str]:
    """Yield where a secret, an identification number, a telephone or an address stands."""
    wanted = {form: secret for secret in secrets for form in _forms(secret)}
    for place, content in texts.items():
        text = content.decode(errors="replace")
        lower = text.lower()
        for secret in sorted({one for form, one in wanted.items() if form.lower() in lower}):
            yield f"I8: {place} holds {_shortened(secret)}"
        for kind, found in _personal(text):
            yield f"I8: {place} holds {kind} {_shortened(found)}"


def _forms(secret: str) -> tuple[str, ...]:
    """Return a secret as it may be written: as it is, in JSON, in an address, in base64."""
    if len(secret) < SHORTEST_SECRET:
        message = f"too short to be searched for: {secret!r}"
        raise ValueError(message)
    raw = secret.encode()
    return (
        secret,
        json.dumps(secret)[1:-1],
        quote(secret),
        base64.b64encode(raw).decode().rstrip("="),
        raw.hex(),
    )


def _personal(text: str) -> Iterator[tuple[str, str]]:
    yield from (("an IIN", one) for one in _TWELVE.findall(text) if is_iin(one))
    yield from (("an e-mail address", one) for one in _MAIL.findall(text))
    yield from (("a telephone number", one) for one in _PHONE.findall(text))


def is_iin(digits: str) -> bool:
    """Return whether twelve digits are an individual identification number of Kazakhstan."""
    month, day, century = int(digits[2:4]), int(digits[4:6]), int(digits[6])
    if month not in _MONTHS or day not in _DAYS or century not in _CENTURIES:
        return False
    values = [int(digit) for digit in digits]
    for weights in _WEIGHTS:
        check = sum(weight * value for weight, value in zip(weights, values, strict=False)) % 11
        if check != 10:
            return check == values[-1]
    return False


def _shortened(secret: str) -> str:
    """Return enough to find it: a report of the checker is no place for it either."""
    return f"{secret[:3]}... ({len(secret)} signs)"
