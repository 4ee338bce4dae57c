"""Pictures that printing devices made for a page, kept until the browser has fetched them."""

import hashlib
from collections import OrderedDict

MOST_KEPT = 8


class ShownPapers:
    """The newest few pictures, by the digest of each."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        self._pictures: OrderedDict[str, bytes] = OrderedDict()

    def keep(self, picture: bytes) -> str:
        """Keep ``picture``; return the name by which it is found."""
        name = hashlib.sha256(picture).hexdigest()[:32]
        self._pictures[name] = picture
        self._pictures.move_to_end(name)
        if len(self._pictures) > MOST_KEPT:
            self._pictures.popitem(last=False)
        return name

    def find(self, name: str) -> bytes | None:
        """Return the picture, none if it was let go."""
        return self._pictures.get(name)
