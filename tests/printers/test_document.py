"""A document crosses from the kiosk to the driver as JSON and stays what it was."""

import msgspec

from printers.document import Gap, QrCode, Role, Rule, TextLine, TicketDocument, TicketNumber


def test_every_kind_of_element_survives_json() -> None:
    document = TicketDocument(
        "kk",
        (
            TextLine(Role.HALL, "kk", "Орталық"),
            Rule(),
            TicketNumber("A042"),
            QrCode("https://example.kz"),
            Gap(2.5),
        ),
    )

    there = msgspec.json.encode(document)

    assert msgspec.json.decode(there, type=TicketDocument) == document
