"""The tap between a kiosk and its printer notes where a paper begins, and passes all on."""

import asyncio
import time

from server.bench.screens import Tap

STATUS_QUESTION = b"\x10\x04\x01"


async def test_a_paper_is_noted_and_a_status_question_is_not() -> None:
    came, over = bytearray(), asyncio.Event()

    async def print_it(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(100):
            came.extend(data)
            writer.write(b"\x16")
        writer.close()
        await writer.wait_closed()
        over.set()

    printer = await asyncio.start_server(print_it, "127.0.0.1", 0)
    tap = Tap(printer.sockets[0].getsockname()[1])
    port = int((await tap.open()).rpartition(":")[2])
    tap.expect()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(STATUS_QUESTION)
    answer = await reader.read(1)
    asked = time.perf_counter()
    writer.write(b"\x1b@paper")
    began = await tap.began()
    await reader.read(1)
    writer.close()
    await writer.wait_closed()
    await tap.close()
    await over.wait()
    printer.close()

    assert answer == b"\x16"
    assert began > asked
    assert bytes(came) == STATUS_QUESTION + b"\x1b@paper"
