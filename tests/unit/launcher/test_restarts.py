from launcher.restarts import BackOff


def test_each_crash_in_a_row_doubles_the_pause_up_to_half_a_minute() -> None:
    assert [BackOff().pause(crashes) for crashes in range(1, 9)] == [0.5, 1, 2, 4, 8, 16, 30, 30]


def test_the_pause_stays_at_its_longest_however_often_it_crashes() -> None:
    assert BackOff().pause(10_000) == 30


def test_a_minute_of_running_clears_the_count_of_crashes() -> None:
    assert BackOff().crashes_in_a_row(7, ran_for=60) == 1
    assert BackOff().crashes_in_a_row(7, ran_for=59.9) == 8
