"""The realistic ticket that budgets of bytes are measured with, and the logo on it."""

from printers.document import Logo, QrCode, Role, Rule, TextLine, TicketDocument, TicketNumber

WIDTH, HEIGHT = 240, 96
ADDRESS = "https://kezek.example/t/01234"


def _is_black(x: int, y: int) -> bool:
    ring = 34**2 < (x - 48) ** 2 + (y - 48) ** 2 < 46**2
    letters = 110 < x < 230 and 20 < y < 76 and (x // 8 + y // 6) % 3 == 0
    return ring or letters


def _row(y: int) -> bytes:
    bits = "".join("1" if _is_black(x, y) else "0" for x in range(WIDTH))
    return int(bits, 2).to_bytes(WIDTH // 8)


LOGO = Logo(WIDTH, HEIGHT, b"".join(_row(y) for y in range(HEIGHT)))
YARDSTICK = TicketDocument(
    "kk",
    (
        LOGO,
        TextLine(Role.HALL, "kk", "Халыққа қызмет көрсету орталығы"),
        TextLine(Role.HALL, "ru", "Центр обслуживания населения"),
        Rule(),
        TextLine(Role.SERVICE, "kk", "Жеке куәлікті ауыстыру"),
        TextLine(Role.SERVICE, "ru", "Замена удостоверения личности"),
        TicketNumber("B-042"),
        TextLine(Role.AHEAD, "kk", "Алдыңызда 7 адам бар"),
        TextLine(Role.ISSUED, "kk", "Күту уақыты шамамен 15 минут"),
        TextLine(Role.ISSUED, "kk", "Берілген уақыты: 14.03.2026 10:42"),
        QrCode(ADDRESS),
        Rule(),
        TextLine(Role.NOTICE, "kk", "Нөміріңізді табло мен дауыстан күтіңіз"),
    ),
)
