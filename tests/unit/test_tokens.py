"""Service tokens: for one service, for a minute."""

import pytest

from shared.tokens import TokenRefused, check, issue

SECRET = "rahasia-untuk-uji-yang-cukup-panjang-sekali"


def test_a_token_opens_the_service_it_was_made_for() -> None:
    check(SECRET, "notify", issue(SECRET, "notify"))


@pytest.mark.parametrize(
    "token",
    ["", "x", issue(SECRET, "analysis"), issue("rahasia-lain-yang-juga-cukup-panjang-ini", "notify")],
    ids=["none", "no token", "for another service", "by a stranger"],
)
def test_no_token_another_services_token_and_a_strangers_token_are_refused(token: str) -> None:
    with pytest.raises(TokenRefused):
        check(SECRET, "notify", token)


def test_a_token_that_was_changed_is_refused() -> None:
    head, _, tail = issue(SECRET, "notify").partition(".")
    with pytest.raises(TokenRefused):
        check(SECRET, "notify", f"{head}x.{tail}")


def test_a_token_dies_after_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    token = issue(SECRET, "notify")
    real = __import__("time").time
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: real() + 62)
    with pytest.raises(TokenRefused):
        check(SECRET, "notify", token)
