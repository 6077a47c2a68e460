"""A short campaign: several offices at play, fault after fault, counted from outside."""

import re
import subprocess
import sys

import pytest

pytestmark = [pytest.mark.xdist_group("whole system"), pytest.mark.on_sqlite]

_LIMIT_S = 300
_LAST_LINE = re.compile(
    r"faults=(?P<faults>\d+) events=(?P<events>\d+) lost=(?P<lost>\d+) doubled=(?P<doubled>\d+)"
    r" drain_max_s=[\d.]+ seed=\d+"
)


def campaign(*arguments: str) -> tuple[int, dict[str, int], str]:
    """How a campaign ended, the figures of its last line, and all it said."""
    played = subprocess.run(
        [sys.executable, "-m", "faults", "--players", "2", *arguments],
        capture_output=True,
        text=True,
        timeout=_LIMIT_S,
        check=False,
    )
    said = played.stdout + played.stderr
    found = _LAST_LINE.fullmatch(played.stdout.splitlines()[-1])
    assert found, said
    return played.returncode, {name: int(figure) for name, figure in found.groupdict().items()}, said


def test_a_campaign_of_all_faults_finds_nothing_lost_and_nothing_doubled() -> None:
    code, figures, said = campaign("--minutes", "0.4", "--seed", "1")
    assert code == 0, said
    assert figures["faults"] > 0
    assert figures["events"] > 0
    assert figures["lost"] == figures["doubled"] == 0


def test_a_campaign_finds_what_a_flushall_loses_when_nothing_is_sent_again() -> None:
    code, figures, said = campaign("--minutes", "0.1", "--no-resend", "--only", "flushall", "--patience", "12")
    assert code == 1, said
    assert figures["lost"] > 0, said
