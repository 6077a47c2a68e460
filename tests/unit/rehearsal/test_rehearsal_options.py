"""What may be asked of a rehearsal together."""

import pytest

from rehearsal.failure import CannotBegin
from rehearsal.options import read_options


@pytest.mark.parametrize(
    "option", [["--late", "3"], ["--data", "a.csv"], ["--sop", "a.yaml"], ["--database", "sqlite"]]
)
def test_a_running_system_is_played_as_it_is(option: list[str]) -> None:
    with pytest.raises(CannotBegin, match=option[0]):
        read_options(["--against", "http://127.0.0.1:8067", *option])


def test_an_address_needs_its_scheme() -> None:
    with pytest.raises(CannotBegin, match="http"):
        read_options(["--against", "127.0.0.1:8067"])


def test_a_mailbox_is_named_only_for_a_running_system() -> None:
    with pytest.raises(CannotBegin, match="--against"):
        read_options(["--mailbox", "http://127.0.0.1:9"])


def test_return_may_go_with_a_running_system() -> None:
    options = read_options(["--against", "http://127.0.0.1:8067", "--return", "5"])
    assert (options.against, options.returned) == ("http://127.0.0.1:8067", 5)


def test_without_options_it_plays_on_sqlite() -> None:
    assert read_options([]).database == "sqlite"
