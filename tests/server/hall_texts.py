"""A small hall file for tests to spoil, and what the server says of a spoilt one."""

import pytest

from server.hall_file import HallFileError, read_hall_text

HALL = """
[hall]
id = "tiny"
names = { ru = "Зал" }
time_zone = "Asia/Almaty"
languages = ["ru"]
hours = ["1-2 09:00-13:00", "1 14:00-00:00"]

[[bodies]]
id = "office"
names = { ru = "Контора" }

[[series]]
id = "main"
prefix = "A"
width = 3

[[services]]
id = "papers"
body = "office"
series = "main"
names = { ru = "Справки" }

[[zones]]
id = "ground"
names = { ru = "Первый этаж" }

[[desks]]
id = "desk-1"
label = "1"
zone = "ground"
services = ["papers"]
"""

TICKET = """
[[ticket]]
part = "service"
size = "large"
languages = "all"

[[ticket]]
part = "number"

[[ticket]]
part = "notice"
"""


def problems_of(text: str) -> tuple[str, ...]:
    """Return everything that is wrong with a hall file."""
    with pytest.raises(HallFileError) as caught:
        read_hall_text(text.encode(), "tiny.toml")
    return caught.value.problems
