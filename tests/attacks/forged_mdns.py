"""What an attacker says by mDNS: records of his making, shouted or answered to every question."""

import asyncio
import socket
import struct
from collections.abc import Iterable
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

from zeroconf import (  # type: ignore[attr-defined]  # its __init__ names them for others
    DNSAddress,
    DNSIncoming,
    DNSOutgoing,
    DNSPointer,
    DNSQuestion,
    DNSRecord,
    DNSService,
    DNSText,
)

from server.protocol.discovery import SERVICE_TYPE, instance_name, txt_record
from tests.attacks.network import Machine

GROUP, PORT = "224.0.0.251", 5353
ANSWER = 0x8400
"""QR and AA of RFC 6762, section 18."""

A, PTR, TXT, SRV = 1, 12, 16, 33
IN, FLUSH = 1, 0x8001
"""FLUSH: the class with the cache-flush bit of RFC 6762, section 10.2."""

TTL = 120
ASK_SECONDS, ANSWER_SECONDS = 20.0, 0.3


@dataclass(frozen=True, slots=True)
class Lie:
    """One instance as an attacker tells of it; ``ttl`` 0 says goodbye in its name."""

    hall: str
    address: str
    port: int
    name: str = ""
    host: str = "rogue.local."
    texts: tuple[tuple[str, str], ...] = ()
    ttl: int = TTL

    def records(self) -> tuple[DNSRecord, ...]:
        """Return the four records of the instance, with the claim to be the only one."""
        name = self.name or instance_name(self.hall)
        texts = dict(self.texts) or txt_record(self.hall)
        body = b"".join(_text(f"{key}={value}".encode()) for key, value in texts.items())
        return (
            DNSPointer(SERVICE_TYPE, PTR, IN, self.ttl, name),
            DNSService(name, SRV, FLUSH, self.ttl, 0, 0, self.port, self.host),
            DNSText(name, TXT, FLUSH, self.ttl, body),
            DNSAddress(self.host, A, FLUSH, self.ttl, socket.inet_aton(self.address)),
        )

    def goodbye(self) -> "Lie":
        """Return the same instance gone."""
        return replace(self, ttl=0)


class Liar:
    """Says records on the LAN of a machine; ``answering`` them to every question until it ends."""

    def __init__(self, machine: Machine) -> None:
        """Sit on ``machine``."""
        with machine.inside():
            self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        self._socket.bind(("", PORT))
        here = socket.inet_aton(machine.address)
        self._socket.setsockopt(
            socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, socket.inet_aton(GROUP) + here
        )
        self._socket.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, here)
        self._socket.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 255)
        self._socket.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_LOOP, 0)
        self._socket.setblocking(False)
        self._lies: tuple[DNSRecord, ...] = ()
        self.packets: asyncio.Queue[bytes] = asyncio.Queue()

    async def __aenter__(self) -> Self:
        """Begin to listen."""
        asyncio.get_running_loop().add_reader(self._socket, self._answer)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Fall silent."""
        asyncio.get_running_loop().remove_reader(self._socket)
        self._socket.close()

    def tell(self, *lies: Lie) -> None:
        """Say it at once, and to every question from now on."""
        self._lies = tuple(record for lie in lies for record in lie.records())
        self.shout(self._lies)

    def shout(self, records: Iterable[DNSRecord]) -> None:
        """Say it once."""
        out = DNSOutgoing(ANSWER, multicast=True)
        for record in records:
            out.add_answer_at_time(record, 0)
        for packet in out.packets():
            self._socket.sendto(packet, (GROUP, PORT))

    def ask(self) -> None:
        """Ask which servers there are."""
        out = DNSOutgoing(0, multicast=True)
        out.add_question(DNSQuestion(SERVICE_TYPE, PTR, IN))
        for packet in out.packets():
            self._socket.sendto(packet, (GROUP, PORT))

    def _answer(self) -> None:
        """Answer whatever is asked; what others answer is kept."""
        data = self._socket.recv(9000)
        self.packets.put_nowait(data)
        (flags,) = struct.unpack("!H", data[2:4])
        if self._lies and not flags & 0x8000:
            self.shout(self._lies)


async def honest_host(machine: Machine) -> str:
    """Return the host name of the hall's server, which everybody on the LAN may ask for."""
    async with asyncio.timeout(ASK_SECONDS), Liar(machine) as liar:
        while True:
            liar.ask()
            await asyncio.sleep(ANSWER_SECONDS)
            while not liar.packets.empty():
                for record in DNSIncoming(liar.packets.get_nowait()).answers():
                    if isinstance(record, DNSService):
                        return record.server


async def answers_to(machine: Machine) -> list[bytes]:
    """Return what the LAN answers to who asks which servers there are."""
    answers: list[bytes] = []
    async with asyncio.timeout(ASK_SECONDS), Liar(machine) as liar:
        while not answers:
            liar.ask()
            await asyncio.sleep(ANSWER_SECONDS)
            heard = [liar.packets.get_nowait() for _ in range(liar.packets.qsize())]
            answers = [packet for packet in heard if packet[2] & 0x80]
    return answers


def texts_of(packets: Iterable[bytes]) -> list[bytes]:
    """Return every string of the TXT records of packets."""
    found = []
    for packet in packets:
        for record in DNSIncoming(packet).answers():
            rest = record.text if isinstance(record, DNSText) else b""
            while rest:
                found.append(rest[1 : 1 + rest[0]])
                rest = rest[1 + rest[0] :]
    return found


def _text(value: bytes) -> bytes:
    return bytes([len(value)]) + value
