"""What commands do to the paper: text, raster, logos, QR, feeds; knows no time and no port."""

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from printers.virtual.build import Build
from printers.virtual.graphics import Graphics, Shown
from printers.virtual.line import Line
from printers.virtual.memory import LogoMemory
from printers.virtual.paper import Made, Paper
from printers.virtual.pictures import column_scale, from_columns, from_rows, mode_scale, scaled
from printers.virtual.qr import QrDrawer
from printers.virtual.tokens import Token
from printers.virtual.typist import Typist

TAB_LETTERS = 8
LONGEST_FEED_MM = 1016
IDLE = frozenset(
    (
        *("absorbed", "NUL", "CR", "CAN", "FF", "ESC =", "ESC R", "ESC T", "ESC U", "ESC V"),
        *("ESC c", "ESC p", "ESC r", "ESC S", 'ESC "', "FS !", "FS C", "FS W", "FS S", "FS ( A"),
        *("GS :", "GS ( E", "GS ( K", "GS b", "GS f", "GS h", "GS w", "GS H"),
        *("DLE EOT", "DLE ENQ", "DLE DC4"),
    )
)
"""Known, and without an effect that the paper shows."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What one command did: the dots the paper has to move, an answer, what was not known."""

    dots: int = 0
    answer: bytes = b""
    wrote_nv: bool = False
    unknown: int = 0


class Head:
    """The print state of one printer."""

    def __init__(self, build: Build, nv: LogoMemory | None = None) -> None:
        """Start as after ``ESC @``, with an empty strip."""
        self._build = build
        self._typist = Typist(build)
        self._line = Line()
        self._qr = QrDrawer()
        self._after_raster = False
        self._actions = self._all_actions()
        self.paper = Paper.begun(build.mechanics)
        ram = LogoMemory(build.memory.ram_bytes)
        self.graphics = Graphics(nv or LogoMemory(build.memory.nv_bytes), ram)

    @property
    def leftover(self) -> int:
        """Bytes that were taken and are on no paper yet: letters, a half pair, stored graphics."""
        return self._line.waiting + self._typist.waiting + self.graphics.waiting_bytes

    def draws_own(self, code: int) -> bool:
        """Tell whether this letter would be drawn as the host has sent it."""
        return self._typist.draws_own(code)

    def vertical_dots(self, units: int) -> int:
        """Return vertical motion units as dots."""
        return self._typist.style.dots(units)

    def new_paper(self, cut_at: int) -> Paper:
        """Hand over the strip up to ``cut_at`` and go on with the rest."""
        done, self.paper = self.paper.cut(cut_at)
        return done

    def lose_power(self) -> None:
        """Forget what no power cut survives; the paper stays."""
        self._initialise(b"")
        self.graphics.forget()

    def obey(self, token: Token) -> Effect:
        """Carry out one command."""
        eats = self._build.quirks.eats_line_feed_after_raster and self._after_raster
        self._after_raster = token.name == "row"
        if token.name in IDLE or (eats and token.name == "LF"):
            return Effect()
        if token.name == "unknown":
            return Effect(unknown=len(token.arguments))
        action = self._actions.get(token.name)
        if action is None:
            known = self._typist.style.set(token.name, token.arguments)
            return Effect(unknown=0 if known else token.size)
        try:
            return action(token.arguments)
        except IndexError:
            # A block that is shorter than its function says.
            return Effect(unknown=max(1, token.size))

    def _all_actions(self) -> dict[str, Callable[[bytes], Effect]]:
        return {
            "ACK": self._shake_hands,
            "NAK": self._shake_hands,
            "ESC @": self._initialise,
            "text": self._text,
            "LF": lambda _: self._feed(self._typist.style.line_spacing),
            "HT": self._tab,
            "ESC d": lambda count: self._feed(self._typist.style.line_spacing * count[0]),
            "ESC J": self._feed_units,
            "ESC 2": lambda _: self._set_spacing(self._build.letters.line_spacing),
            "ESC 3": lambda units: self._set_spacing(self._typist.style.dots(units[0])),
            "ESC M": self._set_font,
            "ESC $": lambda place: self._move_to(int.from_bytes(place, "little")),
            "ESC \\": self._move_by,
            "ESC &": self._define_own,
            "ESC ?": self._cancel_own,
            "ESC *": self._columns,
            "GS v 0": self._begin_raster,
            "row": self._row,
            "GS P": self._set_units,
            "GS ( A": self._test_page,
            "GS ( k": self._draw_qr,
            "GS ( L": lambda body: self._show(self.graphics.obey(body), len(body)),
            "GS *": self._download,
            "GS /": lambda mode: self._show(self.graphics.print_downloaded(mode), 1),
            "FS q": self._define_by_number,
            "FS p": lambda body: self._show(self.graphics.recall_by_number(body), 1),
            "FS .": lambda _: self._set_kanji(on=False),
            "FS &": lambda _: self._set_kanji(on=True),
        }

    def _shake_hands(self, _: bytes) -> Effect:
        return self._show(self.graphics.shake_hands(), 1)

    def _initialise(self, _: bytes) -> Effect:
        self._typist.initialise()
        self._line.clear()
        return Effect()

    def _text(self, arguments: bytes) -> Effect:
        letter = self._typist.letter(arguments[0])
        if letter is None:
            return Effect()
        too_far = self._line.position + letter.image.width > self._area()[1]
        wraps = too_far and not self._line.is_empty
        moved = self._feed(self._typist.style.line_spacing) if wraps else Effect()
        self._line.add(letter.char, letter.image, letter.made, letter.page)
        self._line.position += self._typist.style.space * self._typist.style.wide
        return moved

    def _tab(self, _: bytes) -> Effect:
        width = self._typist.cell[0]
        stops = [stop * width for stop in self._typist.style.tabs]
        further = [stop for stop in stops if stop > self._line.position]
        step = TAB_LETTERS * width
        return self._move_to(further[0] if further else (self._line.position // step + 1) * step)

    def _move_by(self, way: bytes) -> Effect:
        return self._move_to(self._line.position + int.from_bytes(way, "little", signed=True))

    def _move_to(self, position: int) -> Effect:
        if 0 <= position <= self._area()[1]:
            self._line.position = position
        return Effect()

    def _feed_units(self, arguments: bytes) -> Effect:
        if self._build.quirks.ignores_dot_feed:
            return Effect()
        return self._feed(self._typist.style.dots(arguments[0]))

    def _feed(self, amount: float) -> Effect:
        """Print the line; the paper moves by ``amount`` or, if that is more, by its height."""
        line, style = self._line, self._typist.style
        height = line.height
        if not line.is_empty:
            picture = line.render()
            if style.upside_down:
                picture = picture.transpose(Image.Transpose.ROTATE_180)
            self.paper.begin(line.made, line.text, line.page)
            self.paper.burn(picture, self._left(picture.width))
        line.clear()
        longest = round(LONGEST_FEED_MM * self._build.mechanics.dots_per_mm)
        return Effect(max(height, min(int(amount), longest)))

    def _area(self) -> tuple[int, int]:
        style, dots = self._typist.style, self._build.mechanics.dots
        left = min(style.left_margin, dots)
        return left, min(style.width or dots, dots - left)

    def _left(self, width: int) -> int:
        left, room = self._area()
        spare = max(0, room - width)
        return left + (0, spare // 2, spare)[self._typist.style.align]

    def _set_spacing(self, dots: int) -> Effect:
        self._typist.style.line_spacing = dots
        return Effect()

    def _set_units(self, arguments: bytes) -> Effect:
        mechanics, vertical = self._build.mechanics, arguments[1]
        inch = mechanics.dots_per_inch
        self._typist.style.units_per_dot = vertical / inch if vertical else mechanics.units_per_dot
        return Effect()

    def _set_font(self, arguments: bytes) -> Effect:
        self._typist.set_font(arguments[0])
        return Effect()

    def _set_kanji(self, *, on: bool) -> Effect:
        self._typist.set_kanji(on=on)
        return Effect()

    def _define_own(self, arguments: bytes) -> Effect:
        height, code, width = arguments[:3]
        self._typist.define_own(height, code, width, arguments[3:])
        self.graphics.forget_downloaded()
        return Effect()

    def _cancel_own(self, arguments: bytes) -> Effect:
        self._typist.cancel_own(arguments[0])
        return Effect()

    def _test_page(self, _: bytes) -> Effect:
        self._typist.forget_own()
        return Effect()

    def _columns(self, arguments: bytes) -> Effect:
        mode, depth = arguments[0], 3 if arguments[0] & 0x20 else 1
        width = len(arguments[1:]) // depth
        image = scaled(from_columns(arguments[1:], width, depth), *column_scale(mode))
        self._line.add("", image, Made.RASTER)
        return Effect()

    def _begin_raster(self, _: bytes) -> Effect:
        self.paper.begin(Made.RASTER)
        return Effect()

    def _row(self, arguments: bytes) -> Effect:
        (wide, high), dots = mode_scale(arguments[0]), arguments[1:]
        if any(dots):
            row = scaled(from_rows(dots, len(dots) * 8, 1), wide, high)
            self.paper.burn(row, self._left(row.width))
        return Effect(high)

    def _draw_qr(self, arguments: bytes) -> Effect:
        image = self._qr.obey(arguments)
        unknown = 0 if self._qr.known else len(arguments)
        if image is None:
            return Effect(unknown=unknown)
        self.paper.begin(Made.QR)
        self.paper.qr_texts.append(self._qr.text)
        return self._burn(image)

    def _download(self, arguments: bytes) -> Effect:
        self._typist.forget_own()
        return self._show(self.graphics.download(arguments), 0)

    def _define_by_number(self, arguments: bytes) -> Effect:
        self._typist.forget_own()
        return self._show(self.graphics.define_by_number(arguments), 0)

    def _show(self, shown: Shown, size: int) -> Effect:
        effect = Effect(0, shown.answer, shown.wrote_nv, 0 if shown.known else size)
        if shown.image is None:
            return effect
        self.paper.begin(shown.made)
        self.paper.logo = shown.key or self.paper.logo
        return self._burn(shown.image)

    def _burn(self, image: Image.Image) -> Effect:
        self.paper.burn(image, self._left(image.width))
        return Effect(image.height)
