"""The ticket that budgets of bytes are measured with, for tests."""

from printers.document import QrCode
from printers.yardstick import read_yardstick, yardstick_logo

LOGO = yardstick_logo()
YARDSTICK = read_yardstick()
(ADDRESS,) = (one.text for one in YARDSTICK.elements if isinstance(one, QrCode))
