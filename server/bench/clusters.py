"""Empty databases for the bench in a cluster of PostgreSQL, dropped when they were measured."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg


@contextmanager
def an_empty(url: str | None) -> Iterator[str | None]:
    """Give the address of a new database beside the one at ``url``; None for SQLite."""
    if url is None:
        yield None
        return
    name = f"kezek_bench_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as cluster:
        cluster.execute(f'create database "{name}"')
        try:
            yield beside(url, name)
        finally:
            cluster.execute(f'drop database "{name}" with (force)')


def beside(url: str, name: str) -> str:
    """Return the address of another database of the same cluster."""
    return urlsplit(url)._replace(path=f"/{name}").geturl()
