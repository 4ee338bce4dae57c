"""Computers on a LAN of their own: a network namespace each, joined by a switch in one more.

Needs root and ip(8). Names hold the process id, so that tests may run side by side.
"""

import ctypes
import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

NETWORK = "10.77.0"
_CLONE_NEWNET = 0x40000000
"""setns(2): only the network of the calling thread changes."""

_LIBC = ctypes.CDLL(None, use_errno=True)
_networks = count(1)


@dataclass(slots=True)
class Machine:
    """One computer: its namespace and its address on the LAN."""

    namespace: str
    address: str

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Make sockets and threads of this computer, with the calling thread; await nothing."""
        home = os.open("/proc/thread-self/ns/net", os.O_RDONLY | os.O_CLOEXEC)
        there = os.open(f"/run/netns/{self.namespace}", os.O_RDONLY | os.O_CLOEXEC)
        try:
            _enter(there)
            yield
        finally:
            _enter(home)
            os.close(there)
            os.close(home)

    def command(self, *words: str) -> list[str]:
        """Return the command line that runs ``words`` on this computer."""
        return ["ip", "netns", "exec", self.namespace, *words]

    def listen(self, port: int) -> socket.socket:
        """Return a listening socket of this computer, at every address it has or will have."""
        with self.inside():
            listener = socket.create_server(("", port), backlog=64)
        listener.setblocking(False)
        return listener

    def connect(self, address: str, port: int, seconds: float = 5.0) -> socket.socket:
        """Return a connection from this computer."""
        with self.inside():
            return socket.create_connection((address, port), seconds)

    def plug(self, *, is_in: bool) -> None:
        """Pull this computer's cable, or plug it in again."""
        _ip("-n", self.namespace, "link", "set", "lan", "up" if is_in else "down")

    def take_address(self, address: str) -> None:
        """Take an address, and say so to everybody as a new owner does (arp(7), arp_notify)."""
        _ip("-n", self.namespace, "address", "add", f"{address}/24", "dev", "lan")
        self.plug(is_in=False)
        self.plug(is_in=True)
        self.route_on_link()

    def route_on_link(self) -> None:
        """Take everybody for a neighbour, whatever his address."""
        _ip("-n", self.namespace, "route", "replace", "default", "dev", "lan")

    def drop_address(self, address: str) -> None:
        """Give an address up."""
        _ip("-n", self.namespace, "address", "del", f"{address}/24", "dev", "lan")

    @property
    def hardware(self) -> str:
        """Return the hardware address of its network card."""
        shown = _ip("-n", self.namespace, "-br", "link", "show", "dev", "lan")
        return shown.split()[2]

    def believe(self, address: str, machine: "Machine") -> None:
        """Take ``machine`` for the owner of an address, as after a forged answer by ARP."""
        _ip(
            "-n", self.namespace, "neigh", "replace", address,
            "lladdr", machine.hardware, "dev", "lan", "nud", "reachable",
        )  # fmt: skip


@dataclass(slots=True)
class Lan:
    """The switch, and the computers that hang on it."""

    wire: str
    machines: list[Machine] = field(default_factory=list)

    def add(self, name: str, host: int) -> Machine:
        """Set up a computer with the address ``10.77.0.host``."""
        machine = Machine(f"{self.wire}-{name}", f"{NETWORK}.{host}")
        port, there = f"p{host}", machine.namespace
        _ip("netns", "add", there)
        self.machines.append(machine)
        _batch(
            f"-n {self.wire} link add {port} type veth peer name lan netns {there}",
            f"-n {self.wire} link set {port} master switch up",
        )
        with machine.inside():
            for name_of in ("all", "default", "lan"):
                Path(f"/proc/sys/net/ipv4/conf/{name_of}/arp_notify").write_text("1")
        _batch(
            f"-n {there} link set lo up",
            f"-n {there} address add {machine.address}/24 dev lan",
            f"-n {there} link set lan up",
        )
        machine.route_on_link()
        return machine


@contextmanager
def lan() -> Iterator[Lan]:
    """Make the switch; take it and every computer away at the end."""
    assert os.geteuid() == 0, "network namespaces need root"
    made = Lan(f"kz-a{os.getpid()}-{next(_networks)}")
    try:
        _ip("netns", "add", made.wire)
        _ip(
            "-n", made.wire, "link", "add", "switch", "type", "bridge",
            "mcast_snooping", "0", "forward_delay", "0",
        )  # fmt: skip
        _ip("-n", made.wire, "link", "set", "switch", "up")
        yield made
    finally:
        for namespace in (*(machine.namespace for machine in made.machines), made.wire):
            subprocess.run(["ip", "netns", "del", namespace], check=False, capture_output=True)


def _enter(descriptor: int) -> None:
    if _LIBC.setns(descriptor, _CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "setns")


def _batch(*lines: str) -> None:
    for line in lines:
        _ip(*line.split())


def _ip(*arguments: str) -> str:
    done = subprocess.run(["ip", *arguments], check=False, capture_output=True, text=True)
    assert done.returncode == 0, f"ip {' '.join(arguments)}: {done.stderr}"
    return done.stdout
