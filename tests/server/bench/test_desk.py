"""The official of the bench calls over HTTP as a page would."""

from pathlib import Path

import pytest

from server.bench.desk import BenchDesk, DeskError
from server.bench.served import WARM_UP, one_server


async def test_visitors_are_called_until_nobody_waits(tmp_path: Path) -> None:
    async with one_server(tmp_path, "hall") as served:
        desk = await BenchDesk.sit_down(served.grounds, served.host, served.port)
        await desk.look_on()
        for _ in range(WARM_UP):
            await desk.call_next()
            await desk.mark_no_show()

        with pytest.raises(DeskError, match="409"):
            await desk.call_next()
        await desk.leave()
