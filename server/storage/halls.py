"""The hall's own row: its configuration and the head of its event log."""

from dataclasses import dataclass

from server.hall_file import HallConfig, decode_config, encode_config
from server.protocol.identity import Key
from server.protocol.tickets import Instant, Ordinal
from server.storage.chain import GENESIS, digest
from server.storage.rows import Connection, Row, Rows


@dataclass(frozen=True, slots=True)
class Head:
    """Where the event log of a hall stands."""

    epoch: int
    seq: int
    hash: str
    last_at: Instant
    wall_offset: int
    policy_version: int


class Halls:
    """The halls that this store keeps."""

    def __init__(self, connection: Connection) -> None:
        """Use ``connection``."""
        self._rows = Rows(connection, "halls.sql")

    def all(self) -> tuple[Key, ...]:
        """Return the ids of every hall."""
        return tuple(row[0] for row in self._rows.all("all_halls"))

    def lock(self, hall: Key) -> Head:
        """Lock the row of a hall, which exists, to the end of the transaction."""
        return _head(self._rows.one("lock_hall", hall=hall), hall)

    def head(self, hall: Key) -> Head:
        """Return where a hall, which exists, stands, for reading only."""
        return _head(self._rows.one("head", hall=hall), hall)

    def move_head(self, hall: Key, head: Head) -> None:
        """Keep where the log of a hall stands now."""
        self._rows.run(
            "move_head",
            hall=hall,
            epoch=head.epoch,
            seq=head.seq,
            head_hash=head.hash,
            last_at=head.last_at,
            wall_offset=head.wall_offset,
            policy_version=head.policy_version,
        )

    def next_ordinals(self, hall: Key) -> dict[Key, Ordinal]:
        """Return the ordinal that each series gives next."""
        return dict(self._rows.all("next_ordinals", hall=hall))

    def set_next(self, hall: Key, series: Key, ordinal: Ordinal) -> None:
        """Let a series go on at ``ordinal``."""
        self._rows.run("set_next", hall=hall, series=series, ordinal=ordinal)

    def config(self, hall: Key) -> HallConfig:
        """Return the configuration of a hall, which exists."""
        return decode_config(self.config_text(hall))

    def config_text(self, hall: Key) -> str:
        """Return the configuration of a hall, which exists, as it is kept."""
        text: str = self._rows.value("config", hall=hall)
        return text

    def config_digest(self, hall: Key) -> str:
        """Return the SHA-256 of the configuration of a hall, which exists."""
        kept: str = self._rows.value("config_digest", hall=hall)
        return kept

    def add(self, config: HallConfig, at: Instant, wall_offset: int, policy_version: int) -> None:
        """Keep a new hall with an empty event log."""
        text = encode_config(config)
        self._rows.run(
            "add_hall",
            hall=config.id,
            head_hash=GENESIS,
            last_at=at,
            wall_offset=wall_offset,
            policy_version=policy_version,
            config=text,
            config_digest=digest(text),
        )
        self._add_parts(config)

    def _add_parts(self, config: HallConfig) -> None:
        for zone in config.zones:
            self._rows.run("add_zone", hall=config.id, zone=zone.id)
        for desk in config.desks:
            self._rows.run("add_desk", hall=config.id, desk=desk.id, zone=desk.zone)
        for series in config.series:
            self._rows.run(
                "add_series",
                hall=config.id,
                series=series.id,
                prefix=series.prefix,
                width=series.width,
            )
        for service, series_key in config.service_series.items():
            self._rows.run("add_service", hall=config.id, service=service, series=series_key)


def _head(row: Row | None, hall: Key) -> Head:
    if row is None:
        msg = f"no hall is called {hall}"
        raise LookupError(msg)
    return Head(*row)
