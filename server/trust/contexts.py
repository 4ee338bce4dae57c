"""The server's side of TLS: 1.3 only, one context whose certificate is exchanged under way."""

import os
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from server.trust.signing_orders import LeafMade


def server_context() -> ssl.SSLContext:
    """Return a context without a certificate yet: TLS 1.3, no session outlives its connection."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.num_tickets = 0
    context.set_alpn_protocols(["http/1.1"])
    return context


def load_leaf(context: ssl.SSLContext, leaf: LeafMade) -> None:
    """Show ``leaf`` to whoever connects from now on; open connections keep what they have."""
    with _in_memory(leaf.private_key + leaf.chain) as path:
        context.load_cert_chain(path)


def load_pair(context: ssl.SSLContext, chain: str, private_key: str) -> None:
    """Show a certificate of the administrator's; raise OSError if it cannot be used."""
    with _in_memory(f"{chain}\n{private_key}") as path:
        context.load_cert_chain(path, password=_no_password)


def choose_by_name(context: ssl.SSLContext, name: str, other: ssl.SSLContext) -> None:
    """Let ``other`` answer for those who ask for ``name``, ``context`` for everybody else."""

    def choose(connection: ssl.SSLObject, asked: str | None, _: ssl.SSLContext) -> None:
        if asked is not None and asked.lower().rstrip(".") == name:
            connection.context = other

    context.sni_callback = choose


def choose_nothing(context: ssl.SSLContext) -> None:
    """Let ``context`` answer for everybody again."""
    context.sni_callback = None


@contextmanager
def _in_memory(text: str) -> Iterator[str]:
    """Yield a path at which ``text`` can be read and that no disk ever holds (memfd_create(2))."""
    descriptor = os.memfd_create("leaf", os.MFD_CLOEXEC)
    try:
        os.write(descriptor, text.encode())
        yield f"/proc/self/fd/{descriptor}"
    finally:
        os.close(descriptor)


def _no_password() -> str:
    """Have no password, so that OpenSSL does not ask the terminal for one."""
    return ""
