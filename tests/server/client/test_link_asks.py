"""A command gets one answer however often the link is lost, against a real WebSocket."""

from server.protocol.errors import Failure
from server.protocol.frames import Answer, Ask, Heartbeat, Received, Refusal
from tests.fakes.hall_server import ScriptedServer
from tests.fakes.inbox import Inbox
from tests.server.client.linking import StartLink, issue, issued


async def test_an_ask_is_answered_once_and_its_number_acknowledged(
    server: ScriptedServer, start_link: StartLink
) -> None:
    inbox, command = Inbox(), issue()
    link = start_link(inbox.deliver)
    peer = await server.welcome_next(seq=5)

    link.ask(command)
    ask = await peer.hear()
    await peer.say(issued(command))
    received = await peer.hear()
    await peer.say(issued(command))
    await peer.beat(5, 5)

    assert ask == Ask(command)
    assert received == Received((command.request_id,))
    assert (await inbox.next(Answer)).request_id == command.request_id
    await inbox.next(Heartbeat)
    assert inbox.drain() == ()


async def test_an_ask_whose_answer_was_lost_is_sent_again_first(
    server: ScriptedServer, start_link: StartLink
) -> None:
    inbox, command = Inbox(), issue()
    link = start_link(inbox.deliver)
    first = await server.welcome_next(seq=5)
    link.ask(command)
    await first.hear()
    first.socket.transport.abort()

    second = await server.next_peer()
    hello = await second.hear_hello()
    await second.welcome(seq=5, has_snapshot=False)
    again = await second.hear()
    await second.say(issued(command))

    assert hello.received == ()
    assert again == Ask(command)
    assert (await inbox.next(Answer)).request_id == command.request_id


async def test_hello_tells_the_numbers_that_came(
    server: ScriptedServer, start_link: StartLink
) -> None:
    inbox, command = Inbox(), issue()
    link = start_link(inbox.deliver)
    link.ask(command)
    first = await server.welcome_next(seq=5)
    await first.say(issued(command))
    await inbox.next(Answer)
    first.socket.transport.abort()

    hello = await (await server.next_peer()).hear_hello()

    assert hello.received == (command.request_id,)


async def test_a_withdrawn_ask_gets_no_answer(
    server: ScriptedServer, start_link: StartLink
) -> None:
    inbox, command = Inbox(), issue()
    link = start_link(inbox.deliver)
    link.ask(command)
    peer = await server.welcome_next(seq=5)
    await peer.hear()

    link.withdraw(command.request_id)
    await peer.say(issued(command))
    await peer.say(Refusal(command.request_id, Failure("service-closed")))
    await peer.beat(5, 5)

    await inbox.next(Heartbeat)
    assert not any(isinstance(event, Answer | Refusal) for event in inbox.drain())


async def test_a_refused_command_is_handed_over(
    server: ScriptedServer, start_link: StartLink
) -> None:
    inbox, command = Inbox(), issue()
    link = start_link(inbox.deliver)
    link.ask(command)
    peer = await server.welcome_next(seq=5)
    await peer.hear()

    await peer.say(Refusal(command.request_id, Failure("service-closed")))

    assert (await inbox.next(Refusal)).failure.code == "service-closed"


async def test_a_command_that_was_answered_can_be_asked_again_on_the_same_socket(
    server: ScriptedServer, start_link: StartLink
) -> None:
    inbox, command = Inbox(), issue()
    link = start_link(inbox.deliver)
    peer = await server.welcome_next(seq=5)
    link.ask(command)
    await peer.hear()
    await peer.say(Refusal(command.request_id, Failure("storage-full")))
    await inbox.next(Refusal)

    link.ask(command)
    again = await peer.hear()
    await peer.say(issued(command))

    assert again == Ask(command)
    assert (await inbox.next(Answer)).request_id == command.request_id
