"""When a service takes visitors in next, as a day and a time in the visitor's language."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QDate, QLocale

from kiosk.attendant import Attendant
from kiosk.elsewhere_steps import opens_at
from kiosk.offer import wall_time
from kiosk.reception import DAYS, next_opening
from server.protocol.identity import Key
from server.protocol.languages import LanguageCode


@dataclass(frozen=True, slots=True)
class OpeningWords:
    """A time of day, and the day unless it is today; both empty if nobody knows."""

    time: str = ""
    day: str = ""


def day_name(language: LanguageCode, weekday: int) -> str:
    """Return the name of ``weekday``, 1 Monday to 7, in ``language``."""
    locale = QLocale(language)
    return locale.standaloneDayName((weekday - 1) % DAYS + 1, QLocale.FormatType.LongFormat)


def date_words(language: LanguageCode, moment: datetime) -> str:
    """Return weekday and date of ``moment``, such as ``Tuesday, 24.11``."""
    day = QDate(moment.year, moment.month, moment.day)
    return f"{day_name(language, day.dayOfWeek())}, {moment:%d.%m}"


def opening_of(attendant: Attendant, service: Key) -> OpeningWords:
    """Return when ``service`` takes somebody in next, as the server says, else by its hours."""
    view, language = attendant.view(), attendant.language
    told = opens_at(attendant.visit, view) if service == attendant.visit.service else None
    told = told or view.availability_of(service).opens_at
    if told is not None:
        moment, wall = wall_time(told, attendant.hall_time), attendant.wall
        is_today = wall is not None and moment.date() == wall.date()
        return OpeningWords(f"{moment:%H:%M}", "" if is_today else date_words(language, moment))
    return _remembered(attendant, service)


def _remembered(attendant: Attendant, service: Key) -> OpeningWords:
    """Return when a service opens next by the hours that the kiosk remembers."""
    offer, language, wall = attendant.offer, attendant.language, attendant.wall
    own = offer.service(service)
    hours = () if own is None else own.hours
    found = next_opening(hours, offer.hours, offer.holidays, attendant.view().moment)
    if found is None:
        return OpeningWords()
    if wall is not None and found.days_away >= DAYS:
        day = date_words(language, wall + timedelta(days=found.days_away))
    else:
        day = day_name(language, found.weekday) if found.days_away else ""
    return OpeningWords(found.opens, day)
