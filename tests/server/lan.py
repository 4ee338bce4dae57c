"""A LAN of two computers made of network namespaces; needs root and ip(8)."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

BRIDGE_NETWORK = "10.77"


@dataclass(frozen=True, slots=True)
class Lan:
    """Two namespaces joined by a cable; ``server`` has .1 and ``kiosk`` .2 of 10.77.0.0/24."""

    server: str
    kiosk: str

    def within(self, namespace: str, *command: str) -> list[str]:
        """Return the command line that runs ``command`` on one of the two computers."""
        return ["ip", "netns", "exec", namespace, *command]

    def plug_kiosk(self, *, is_in: bool) -> None:
        """Pull the kiosk's cable, or plug it in again."""
        _ip("-n", self.kiosk, "link", "set", "lan", "up" if is_in else "down")

    def set_server_address(self, old: str, new: str) -> None:
        """Give the server another address, as a DHCP server would."""
        # The old one first: a second address of one network goes away with the first.
        _ip("-n", self.server, "address", "del", f"{old}/24", "dev", "lan")
        _ip("-n", self.server, "address", "add", f"{new}/24", "dev", "lan")


@contextmanager
def lan() -> Iterator[Lan]:
    """Make the two namespaces and the cable; take them away at the end."""
    assert os.geteuid() == 0, "network namespaces need root"
    made = Lan(f"kz-s-{os.getpid()}", f"kz-k-{os.getpid()}")
    try:
        for name in (made.server, made.kiosk):
            _ip("netns", "add", name)
            _ip("-n", name, "link", "set", "lo", "up")
        _ip(
            "-n", made.server, "link", "add", "lan", "type", "veth",
            "peer", "name", "lan", "netns", made.kiosk,
        )  # fmt: skip
        for name, host in ((made.server, 1), (made.kiosk, 2)):
            _ip("-n", name, "address", "add", f"{BRIDGE_NETWORK}.0.{host}/24", "dev", "lan")
            _ip("-n", name, "link", "set", "lan", "up")
        yield made
    finally:
        for name in (made.server, made.kiosk):
            subprocess.run(["ip", "netns", "del", name], check=False, capture_output=True)


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True)
