"""Failures, one class and one kebab-case code each; a code crosses the wire and stays itself.

KezekError
  RefusedError        understood, a rule says no
  UnavailableError    the world failed, try later
  ProtocolError       the far side speaks wrongly
"""

from typing import ClassVar

from msgspec import Struct

FailureData = dict[str, str | int]


class Failure(Struct, frozen=True):
    """The one shape of every failure on the wire; the words are the reader's own."""

    code: str
    data: FailureData = {}


class KezekError(Exception):
    """A failure that the far side can name: a code and data, never a sentence."""

    code: ClassVar[str] = "kezek"

    def __init__(self, **data: str | int) -> None:
        """Keep ``data`` for whoever words the failure."""
        super().__init__(self.code, data)
        self.data: FailureData = dict(data)

    def __str__(self) -> str:
        """Return code and data for a log."""
        details = ", ".join(f"{name}={value}" for name, value in sorted(self.data.items()))
        return f"{self.code} ({details})" if details else self.code


class RefusedError(KezekError):
    """Understood, a rule says no; asking again changes nothing."""

    code = "refused"


class NoOneWaitingError(RefusedError):
    """Nobody whom this desk may call is waiting."""

    code = "no-one-waiting"


class DayNotOpenError(RefusedError):
    """No service day is open."""

    code = "day-not-open"


class DayAlreadyOpenError(RefusedError):
    """A service day is open already, or the server itself would open one that was closed."""

    code = "day-already-open"


class DayOutOfRangeError(RefusedError):
    """The service day is more than one day away from today in the hall."""

    code = "day-out-of-range"


class ServiceClosedError(RefusedError):
    """The service does not receive now; data may say when it does."""

    code = "service-closed"


class UnknownServiceError(RefusedError):
    """The hall has no such service."""

    code = "unknown-service"


class UnknownCategoryError(RefusedError):
    """The hall has no such statutory category."""

    code = "unknown-category"


class UnknownLanguageError(RefusedError):
    """The hall does not speak this language."""

    code = "unknown-language"


class UnknownDeskError(RefusedError):
    """The hall has no such desk."""

    code = "unknown-desk"


class DeskBusyError(RefusedError):
    """A visitor is called to the desk and has not been started, recalled away or marked absent."""

    code = "desk-busy"


class RecallLimitError(RefusedError):
    """The visitor was recalled as often as the hall allows; data gives the limit."""

    code = "recall-limit"


class NotStartedError(RefusedError):
    """The visitor has not been started, and this hall asks for it before finishing."""

    code = "not-started"


class StaleTicketError(RefusedError):
    """The ticket is not, or no longer, where the asker saw it."""

    code = "stale-ticket"


class UnknownTicketError(RefusedError):
    """The hall has no such ticket."""

    code = "unknown-ticket"


class UnknownCallError(RefusedError):
    """The hall has made no such call in this zone."""

    code = "unknown-call"


class RequestReusedError(RefusedError):
    """The request id was used before with another body or by somebody else."""

    code = "request-reused"


class NotAllowedError(RefusedError):
    """The actor may not do this."""

    code = "not-allowed"


class ForeignPaperError(NotAllowedError):
    """The paper is of a ticket that another device prints."""

    code = "foreign-paper"


class PairingExpiredError(RefusedError):
    """Nobody confirmed the code in time; the device shows a new one."""

    code = "pairing-expired"


class PairingRefusedError(RefusedError):
    """An admin refused the device."""

    code = "pairing-refused"


class UnavailableError(KezekError):
    """The world failed; the same request may succeed later."""

    code = "unavailable"


class ServerUnreachableError(UnavailableError):
    """No server answers."""

    code = "server-unreachable"


class ServerBusyError(UnavailableError):
    """More is asked than the server can hold in its queue."""

    code = "server-busy"


class TooManyRequestsError(UnavailableError):
    """The kiosk asks for more tickets than people can take; data says in how many seconds."""

    code = "too-many-requests"


class PairingBusyError(UnavailableError):
    """As many devices as the server shows already wait to be paired."""

    code = "pairing-busy"


class StorageFullError(UnavailableError):
    """The server's disk is full: no new ticket, calls and finishes go on."""

    code = "storage-full"


class StorageFailedError(UnavailableError):
    """The server's disk failed; nothing of the request was kept for certain."""

    code = "storage-failed"


class PrinterUnavailableError(UnavailableError):
    """The printer does not answer."""

    code = "printer-unavailable"


class PaperOutError(PrinterUnavailableError):
    """The printer has no paper."""

    code = "paper-out"


class CoverOpenError(PrinterUnavailableError):
    """The printer's cover is open."""

    code = "cover-open"


class ProtocolError(KezekError):
    """The far side speaks wrongly."""

    code = "protocol"


class BadMessageError(ProtocolError):
    """A message is too long, too deep, or not of the agreed shape."""

    code = "bad-message"


class VersionMismatchError(ProtocolError):
    """The far side speaks another version of the protocol."""

    code = "version-mismatch"


class UnknownDeviceError(ProtocolError):
    """The server does not know the device, or its key is wrong."""

    code = "unknown-device"


class KeyReplacedError(ProtocolError):
    """The key was replaced by a newer one, which somebody has used: there may be two devices."""

    code = "key-replaced"


class DeviceDoubledError(ProtocolError):
    """Another device is linked with the same key and answers."""

    code = "device-doubled"


class ForeignServerError(ProtocolError):
    """Another server answers in the hall's name: the hall's authority did not certify it."""

    code = "foreign-server"


class CertificateTimeError(ProtocolError):
    """The server's certificate is out of date, or the clock of one end is wrong."""

    code = "certificate-time"


class WrongHallError(ProtocolError):
    """The server keeps another hall than the one asked for."""

    code = "wrong-hall"


def to_failure(error: KezekError) -> Failure:
    """Return the wire form of ``error``."""
    return Failure(error.code, error.data)
