"""What a printer can say: which letters of each script go as text, as our own, as dots."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from printers.own_characters import may_stand_in
from printers.profile import PrinterProfile, Provenance
from printers.strategy import Link, Proved, Strategy, can_say, choose


class Script(StrEnum):
    """Letters that belong together; a sign that is asked after by itself is one too."""

    KAZAKH = "kk"
    KAZAKH_LATIN = "kk-latn"
    KAZAKH_ARABIC = "kk-arab"
    RUSSIAN = "ru"
    UZBEK = "uz"
    ENGLISH = "en"
    CHINESE = "zh"
    TENGE = "tenge"
    NUMERO = "numero"


RUSSIAN_LETTERS = "АаБбВвГгДдЕеЁёЖжЗзИиЙйКкЛлМмНнОоПпРрСсТтУуФфХхЦцЧчШшЩщЪъЫыЬьЭэЮюЯя"
LETTERS = {
    Script.KAZAKH: f"ӘәҒғҚқҢңӨөҰұҮүҺһІі{RUSSIAN_LETTERS}",
    Script.KAZAKH_LATIN: "AaÄäBbDdEeFfGgĞğHhIıİiJjKkLlMmNnÑñOoÖöPpQqRrSsŞşTtUuŪūÜüVvYyZz",
    Script.KAZAKH_ARABIC: "ابۆپگعدەجزيكقلمنڭوھۋچحتسشرىفۇء",
    Script.RUSSIAN: RUSSIAN_LETTERS,
    Script.UZBEK: "ЎўҚқҒғҲҳʻʼ",
    Script.ENGLISH: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    Script.CHINESE: "中国公共服务中心请取号窗口等候您的前面还有人",
    Script.TENGE: "₸",
    Script.NUMERO: "№",
}


@dataclass(frozen=True, slots=True)
class Repertoire:
    """The letters of one script, by how a line that has them goes to the printer."""

    script: Script
    as_text: str
    as_own: str
    as_dots: str
    as_nothing: str


@dataclass(frozen=True, slots=True)
class Description:
    """What a profile can say on a link, and whether anybody has seen its page."""

    profile: str
    strategy: Strategy
    code_page: int
    codec: str
    page_is_known: bool
    scripts: tuple[Repertoire, ...]


def describe(
    profile: PrinterProfile,
    link: Link,
    proved: Proved,
    can_draw: Callable[[str], bool],
) -> Description:
    """Return how every letter that a ticket may have goes to this printer over this link."""
    strategy = choose(profile, link, proved)
    by = profile.provenance.get("text.code_page")
    return Description(
        profile.name,
        strategy,
        profile.text.code_page,
        profile.text.codec,
        by is not Provenance.UNVERIFIED,
        tuple(_of(script, profile, strategy, can_draw) for script in Script),
    )


def _of(
    script: Script, profile: PrinterProfile, strategy: Strategy, can_draw: Callable[[str], bool]
) -> Repertoire:
    text = own = dots = nothing = ""
    for letter in dict.fromkeys(LETTERS[script]):
        if strategy is not Strategy.DESIGN and can_say(profile, letter):
            text += letter
        elif not can_draw(letter):
            nothing += letter
        elif strategy is Strategy.OWN_CHARACTERS and may_stand_in(letter):
            own += letter
        else:
            dots += letter
    return Repertoire(script, text, own, dots, nothing)
