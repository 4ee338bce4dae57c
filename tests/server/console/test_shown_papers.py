"""A picture is found by its name until newer ones have come."""

from server.console.shown_papers import MOST_KEPT, ShownPapers


def test_the_newest_pictures_are_kept() -> None:
    papers = ShownPapers()

    names = [papers.keep(bytes([number])) for number in range(MOST_KEPT + 1)]

    assert papers.find(names[0]) is None
    assert papers.find(names[-1]) == bytes([MOST_KEPT])
    assert papers.find("nothing") is None


def test_the_same_picture_is_kept_once_and_is_the_newest_then() -> None:
    papers = ShownPapers()
    first = papers.keep(b"a")
    for number in range(MOST_KEPT - 1):
        papers.keep(bytes([number]))

    assert papers.keep(b"a") == first
    papers.keep(b"new")
    assert papers.find(first) == b"a"
