"""A kiosk without a face, as a process: finds its server by mDNS alone, prints each up and down.

``python -m tests.server.finding_device HALL DEVICE KEY`` until its standard input ends.
"""

import json
import sys

from server.client.finder import Finder
from server.client.link import Link
from server.client.messages import LinkDown, LinkEvent, LinkIdentity, LinkUp
from server.protocol.identity import DeviceRole


def tell(event: LinkEvent) -> None:
    """Print ups and downs as JSON lines."""
    match event:
        case LinkUp():
            line = {"link": "up", "hall": event.welcome.hall}
        case LinkDown():
            line = {"link": "down", "reason": event.reason.value}
        case _:
            return
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Stay linked until standard input ends."""
    hall, device, key = sys.argv[1:]
    who = LinkIdentity(hall, device, DeviceRole.KIOSK, key)
    link = Link(who, Finder(hall), tell, is_plain_lan=True)  # the test is of finding, not of TLS
    link.start()
    sys.stdin.read()
    link.stop()


if __name__ == "__main__":
    main()
