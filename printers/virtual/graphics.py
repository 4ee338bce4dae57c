"""Pictures kept before they are printed: ``GS ( L``, ``FS q``/``FS p``, ``GS *``/``GS /``."""

from dataclasses import dataclass, field

from PIL import Image

from printers.virtual.memory import BY_NUMBER, LogoMemory
from printers.virtual.paper import Made
from printers.virtual.pictures import blank, from_columns, from_rows, mode_scale, scaled

BLOCK_HEAD, NUL = b"\x37", b"\x00"
CAPACITY, NV_ROOM, RAM_ROOM = b"\x30", b"\x31", b"\x32"
NV_KEYS, RAM_KEYS = b"\x72", b"\x73"
LAST_BLOCK = b"\x40"
FUNCTIONS = {0: 48, 1: 49, 2: 50, 3: 51, 4: 52}
NV_FUNCTIONS = range(64, 70)
RAM_AFTER_NV = 16
"""The functions of RAM (80 to 85) mean what those of NV memory (64 to 69) do."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What one command leads to: a picture on the paper, an answer, a write, a fault."""

    image: Image.Image | None = None
    made: Made = Made.RASTER
    key: str | None = None
    answer: bytes = b""
    wrote_nv: bool = False
    known: bool = True


@dataclass(slots=True)
class Graphics:
    """The stores of one printer; RAM and buffer are lost with the power."""

    nv: LogoMemory
    ram: LogoMemory
    waiting_bytes: int = 0
    awaits_handshake: bool = False
    _buffer: list[Image.Image] = field(default_factory=list)
    _coming: list[Image.Image] = field(default_factory=list)
    _downloaded: Image.Image | None = None

    def forget(self) -> None:
        """Lose what no power cut survives."""
        self.ram = LogoMemory(self.ram.capacity)
        self.forget_downloaded()
        self._buffer.clear()
        self.waiting_bytes = 0

    def forget_downloaded(self) -> None:
        """Lose the image of ``GS *``."""
        self._downloaded = None

    def obey(self, arguments: bytes) -> Shown:
        """Carry out one function of ``GS ( L``."""
        if len(arguments) < len(b"mf"):
            return Shown(known=False)
        function = FUNCTIONS.get(arguments[1], arguments[1])
        body = arguments[2:]
        if function in NV_FUNCTIONS:
            return self._stored(function, body, self.nv, nv=True)
        if function - RAM_AFTER_NV in NV_FUNCTIONS:
            return self._stored(function - RAM_AFTER_NV, body, self.ram, nv=False)
        match function:
            case 50:
                return self._print_buffer()
            case 112 | 113:
                return self._keep_in_buffer(function, body)
        # 49 sets a density that this head has only one of.
        known = function in (48, 49, 51, 52)
        return Shown(answer=self._room(function), known=known)

    def define_by_number(self, arguments: bytes) -> Shown:
        """Take one picture of ``FS q``; the last one of the command writes them all."""
        count, number = arguments[0], arguments[1]
        width = (arguments[2] + 256 * arguments[3]) * 8
        depth = arguments[4] + 256 * arguments[5]
        if number == 1:
            self._coming.clear()
        self._coming.append(from_columns(arguments[6:], width, depth))
        if number < count:
            return Shown(made=Made.LOGO)
        done = self.nv.replace(BY_NUMBER, tuple(self._coming))
        return Shown(made=Made.LOGO, wrote_nv=done)

    def recall_by_number(self, arguments: bytes) -> Shown:
        """Print a picture of ``FS q``."""
        key = f"{BY_NUMBER}{arguments[0]}"
        image = self.nv.recall(key)
        if image is None:
            return Shown(made=Made.LOGO)
        return Shown(scaled(image, *mode_scale(arguments[1])), Made.LOGO, key)

    def download(self, arguments: bytes) -> Shown:
        """Take the image of ``GS *``."""
        width, depth = arguments[0] * 8, arguments[1]
        self._downloaded = from_columns(arguments[2:], width, depth)
        return Shown()

    def print_downloaded(self, arguments: bytes) -> Shown:
        """Print the image of ``GS *``."""
        image = self._downloaded
        return Shown() if image is None else Shown(scaled(image, *mode_scale(arguments[0])))

    def _room(self, function: int) -> bytes:
        rooms = {
            48: (CAPACITY, self.nv.capacity),
            51: (NV_ROOM, self.nv.remaining),
            52: (RAM_ROOM, self.ram.remaining),
        }
        if function not in rooms:
            return b""
        mark, number = rooms[function]
        return BLOCK_HEAD + mark + str(number).encode() + NUL

    def _keep_in_buffer(self, function: int, body: bytes) -> Shown:
        tone, wide, high = body[0], body[1], body[2]
        image = _drawn(body[4:8], body[8:], by_rows=function == ord("p"))
        if image is None or tone != ord("0") or not _is_scale(wide, high):
            return Shown(known=False)
        self._buffer.append(scaled(image, wide, high))
        self.waiting_bytes += len(body)
        return Shown()

    def _print_buffer(self) -> Shown:
        if not self._buffer:
            return Shown()
        width = max(image.width for image in self._buffer)
        height = max(image.height for image in self._buffer)
        whole = blank(width, height)
        for image in self._buffer:
            whole.paste(image, (0, 0))
        self._buffer.clear()
        self.waiting_bytes = 0
        return Shown(whole)

    def _stored(self, function: int, body: bytes, memory: LogoMemory, *, nv: bool) -> Shown:
        kept = Made.LOGO
        match function:
            case 64:
                return self._list_keys(memory, NV_KEYS if nv else RAM_KEYS)
            case 65:
                memory.forget()
                return Shown(made=kept, wrote_nv=nv, known=body == b"CLR")
            case 66:
                memory.forget(_key(body))
                return Shown(made=kept, wrote_nv=nv)
            case 69:
                return _recalled(body, memory)
            case _:
                return _define(function, body, memory, nv=nv)

    def _list_keys(self, memory: LogoMemory, mark: bytes) -> Shown:
        keys = "".join(key for key in memory.keys if not key.startswith(BY_NUMBER))
        self.awaits_handshake = True
        answer = BLOCK_HEAD + mark + LAST_BLOCK + keys.encode("ascii") + NUL
        return Shown(made=Made.LOGO, answer=answer)

    def shake_hands(self) -> Shown:
        """Take ``ACK``, ``NAK`` or ``CAN`` of a host that was sent a list of keys."""
        awaited, self.awaits_handshake = self.awaits_handshake, False
        return Shown(known=awaited)


def _define(function: int, body: bytes, memory: LogoMemory, *, nv: bool) -> Shown:
    image = _drawn(body[4:8], body[9:], by_rows=function == ord("C"))
    if image is None:
        return Shown(known=False)
    done = memory.define(_key(body[1:]), image)
    return Shown(made=Made.LOGO, wrote_nv=nv and done)


def _recalled(body: bytes, memory: LogoMemory) -> Shown:
    wide, high = body[2], body[3]
    image = memory.recall(_key(body))
    if image is None or not _is_scale(wide, high):
        return Shown(made=Made.LOGO, known=_is_scale(wide, high))
    return Shown(scaled(image, wide, high), Made.LOGO, _key(body))


def _key(body: bytes) -> str:
    return body[:2].decode("ascii", errors="replace")


def _is_scale(wide: int, high: int) -> bool:
    return wide in (1, 2) and high in (1, 2)


def _drawn(size: bytes, dots: bytes, *, by_rows: bool) -> Image.Image | None:
    """Return the picture, if there are as many bytes as its size says."""
    width, height = size[0] + 256 * size[1], size[2] + 256 * size[3]
    depth = (height + 7) // 8
    wanted = (width + 7) // 8 * height if by_rows else depth * width
    if not wanted or len(dots) != wanted:
        return None
    if by_rows:
        return from_rows(dots, width, height)
    return from_columns(dots, width, depth).crop((0, 0, width, height))
