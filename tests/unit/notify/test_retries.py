"""When a mail is tried again."""

from datetime import UTC, datetime, timedelta

from services.notify.domain.retries import next_queuing, next_try

NOW = datetime(2026, 2, 3, tzinfo=UTC)


def test_a_server_that_restarts_costs_seconds_and_one_that_is_down_is_left_in_peace() -> None:
    pauses = [next_try(failures, NOW, NOW, None) for failures in range(1, 10)]
    assert [(at - NOW).total_seconds() for at in pauses if at] == [2, 10, 30, 120, 600, 3600, 10800, 10800, 10800]


def test_a_code_for_signing_in_is_tried_while_it_is_good() -> None:
    assert next_try(9, NOW, NOW, NOW + timedelta(minutes=10)) == NOW + timedelta(seconds=30)


def test_after_three_days_a_mail_is_given_up() -> None:
    almost = NOW + timedelta(days=3) - timedelta(seconds=1)
    assert next_try(20, NOW, almost, None) is not None
    assert next_try(20, NOW, NOW + timedelta(days=3), None) is None


def test_a_mail_in_a_long_line_is_queued_again_less_and_less_often() -> None:
    pauses = [(next_queuing(times, NOW) - NOW).total_seconds() for times in (1, 2, 3, 50)]
    assert pauses == [15, 30, 60, 3600]
