"""Every command of fixed length the virtual printers know, and which of them need an ability."""

from printers.virtual.build import Ability

ESC, FS, GS, DLE = 0x1B, 0x1C, 0x1D, 0x10
PREFIXES = {ESC: "ESC", FS: "FS", GS: "GS", DLE: "DLE"}
CONTROLS = {
    0x00: "NUL",
    0x06: "ACK",
    0x09: "HT",
    0x0A: "LF",
    0x0C: "FF",
    0x0D: "CR",
    0x15: "NAK",
    0x18: "CAN",
}
PARAMETERS = {
    ESC: {
        "@": 0,
        "2": 0,
        "i": 0,
        "m": 0,
        "\\": 2,
        "$": 2,
        "c": 2,
        "p": 3,
        **dict.fromkeys(' !%-3=?EGJMRSTUVadrt{"', 1),
    },
    FS: {".": 0, "&": 0, "S": 2, "p": 2, "P": 4, **dict.fromkeys("C!-W", 1)},
    GS: {
        ":": 0,
        **dict.fromkeys("LWP$\\", 2),
        **dict.fromkeys("!/BHIabfhrw", 1),
    },
}
NEEDS = {
    "ESC *": Ability.COLUMNS,
    "ESC &": Ability.OWN_CHARACTERS,
    "ESC %": Ability.OWN_CHARACTERS,
    "ESC ?": Ability.OWN_CHARACTERS,
    "FS q": Ability.NV_IMAGES,
    "FS p": Ability.NV_IMAGES,
    "FS P": Ability.PRESENT_FS_P,
    "GS v": Ability.RASTER,
    "GS *": Ability.DOWNLOADED_IMAGE,
    "GS /": Ability.DOWNLOADED_IMAGE,
    "GS a": Ability.AUTOMATIC_STATUS,
    "GS r": Ability.PAPER_SENSOR,
    "GS I": Ability.IDENTITY,
    "GS e": Ability.PRESENT_GS_E,
    "GS ( L": Ability.GRAPHICS,
    "GS ( k": Ability.QR,
    "GS ( H": Ability.PROCESS_ID,
}
KNOWN_BLOCKS = frozenset((b"L", b"k", b"H", b"A", b"E", b"K"))
"""What may follow ``GS (``; ``A`` (test page), ``E`` and ``K`` (settings) print nothing here."""
EJECTOR_PARAMETERS = {1: 0, 2: 0, 3: 1, 4: 0, 5: 0, 6: 0, 18: 0, 20: 0, 32: 2}
CUTS_WITH_FEED = frozenset((65, 66, 97, 98, 103, 104))
CUTS = frozenset((0, 1, 48, 49)) | CUTS_WITH_FEED
REAL_TIME_PARAMETERS = {1: 2, 2: 2, 3: 5, 7: 1, 8: 7}
"""What follows ``DLE DC4 fn``."""
