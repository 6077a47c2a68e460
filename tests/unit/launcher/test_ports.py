import socket

import pytest

from launcher.ports import DEFAULT_WEB_PORT, PortTaken, choose, free_port


@pytest.fixture
def taken_port() -> int:
    return free_port(set())


def test_a_port_that_was_asked_for_and_is_in_use_is_refused(taken_port: int) -> None:
    with socket.create_server(("127.0.0.1", taken_port)), pytest.raises(PortTaken, match=str(taken_port)):
        choose(taken_port, "127.0.0.1")


def test_a_port_that_was_asked_for_is_taken(taken_port: int) -> None:
    assert choose(taken_port, "127.0.0.1").web == taken_port


def test_the_usual_port_gives_way_to_a_free_one() -> None:
    try:
        usual = socket.create_server(("127.0.0.1", DEFAULT_WEB_PORT))
    except OSError:
        # Somebody uses it already: the very case of this test.
        assert choose(None, "127.0.0.1").web != DEFAULT_WEB_PORT
        return
    with usual:
        assert choose(None, "127.0.0.1").web != DEFAULT_WEB_PORT
