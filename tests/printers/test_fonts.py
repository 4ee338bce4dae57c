"""The shipped fonts are there, each with its licence beside it."""

from printers.fonts import FONT_DIRECTORY, font_files


def test_inter_in_three_weights_and_arabic_in_two_are_shipped() -> None:
    assert [path.name for path in font_files()] == [
        "Inter-Bold.otf",
        "Inter-Regular.otf",
        "Inter-SemiBold.otf",
        "NotoSansArabic-Bold.ttf",
        "NotoSansArabic-Regular.ttf",
    ]


def test_each_font_has_its_licence_beside_it() -> None:
    families = {path.name.split("-")[0] for path in font_files()}

    licences = {family: FONT_DIRECTORY / f"{family}-OFL.txt" for family in families}

    assert all("SIL OPEN FONT LICENSE" in path.read_text("utf-8") for path in licences.values())
