"""Certificates that an attacker makes himself: an authority of the same name, a fitting leaf."""

import ssl
import time
from dataclasses import dataclass

from server.trust.certificates import make_authority, make_leaf
from server.trust.contexts import load_leaf, server_context
from server.trust.signing_orders import MakeAuthority, MakeLeaf

HALL = "hall-demo"


@dataclass(frozen=True, slots=True)
class Forgery:
    """An authority of the attacker's, and the context of a server that it certified."""

    authority: str
    context: ssl.SSLContext


def forge(hall: str = HALL) -> Forgery:
    """Return what the best informed attacker has: every name and date right, another key."""
    now = int(time.clock_gettime(time.CLOCK_REALTIME)) * 1000
    made = make_authority(MakeAuthority(hall, now))
    leaf = make_leaf(MakeLeaf(hall, made.certificate, made.private_key, (), (), now))
    context = server_context()
    load_leaf(context, leaf)
    return Forgery(made.certificate, context)
