import threading
import time

import pytest

from pages.common.live.fair_share import BusyError, FairShare


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def gate(clock):
    return FairShare(clock)


def seconds(gate, visitor, **kwargs):
    with gate.slice(visitor, **kwargs) as budget:
        return budget


def fill(gate, n):
    for visitor in range(n):
        seconds(gate, visitor)


@pytest.mark.parametrize(
    ("n", "tick"), [(0, 0.2), (1, 0.2), (16, 0.2), (17, 0.5), (32, 0.5), (33, 1.0), (48, 1.0)]
)
def test_the_more_trainers_the_slower_the_frames(gate, n, tick):
    fill(gate, n)
    assert gate.active == n
    assert gate.tick() == tick


def test_alone_one_trains_for_half_of_each_tick_and_finish_takes_nine_tenths_and_no_more(gate):
    assert seconds(gate, "Ada") == pytest.approx(gate.tick() / 2)
    assert seconds(gate, "Ada", whole=0.9) == pytest.approx(0.9 * gate.tick())
    assert seconds(gate, "Ada", whole=5) == pytest.approx(0.9 * gate.tick())


@pytest.mark.parametrize("whole", [0.5, 0.9])
@pytest.mark.parametrize("n", [2, 3, 16, 17, 32, 33, 48])
def test_in_company_slices_are_short_and_fit_into_a_tick_together(gate, n, whole):
    fill(gate, n)
    budget = seconds(gate, 0, whole=whole)
    assert 0.004 <= budget <= 0.030
    assert n * budget <= whole * gate.tick() + 1e-9


def test_no_slice_is_shorter_than_4_milliseconds(gate):
    assert seconds(gate, "Ada", whole=0.001) == 0.004


def test_a_closed_tab_drops_out_after_three_ticks(gate, clock):
    fill(gate, 2)
    clock.now += 0.5
    seconds(gate, 0)
    assert gate.active == 2
    clock.now += 0.2
    assert gate.active == 1
    assert seconds(gate, 0) == pytest.approx(gate.tick() / 2)


def test_a_crowd_that_trains_once_a_tick_is_counted_throughout(gate, clock):
    fill(gate, 40)
    for _ in range(5):
        clock.now += gate.tick()
        fill(gate, 40)
        assert gate.active == 40


def test_when_a_crowd_goes_home_the_one_who_stays_gets_the_fast_tick_back(gate, clock):
    fill(gate, 40)
    for _ in range(4):
        clock.now += 1
        seconds(gate, 0)
    assert gate.active == 1
    assert gate.tick() == 0.2


def test_whoever_leaves_no_longer_counts_and_may_leave_twice(gate):
    fill(gate, 2)
    gate.leave(0)
    gate.leave(0)
    assert gate.active == 1


def test_the_49th_is_told_to_wait_and_the_48_go_on(gate, clock):
    fill(gate, 48)
    with pytest.raises(BusyError, match="48"):
        seconds(gate, "one more")
    assert gate.active == 48
    assert seconds(gate, 47) > 0
    gate.leave(5)
    assert seconds(gate, "one more") > 0


def test_an_error_while_training_opens_the_gate_for_the_next(gate):
    with pytest.raises(ZeroDivisionError), gate.slice("Ada"):
        raise ZeroDivisionError
    assert seconds(gate, "Bob") > 0


def test_slices_of_real_threads_never_overlap():
    gate, log = FairShare(), []
    together = threading.Barrier(6)

    def train(visitor):
        together.wait()
        for _ in range(5):
            with gate.slice(visitor):
                log.append(("begins", visitor))
                time.sleep(0.001)
                log.append(("ends", visitor))

    threads = [threading.Thread(target=train, args=(visitor,)) for visitor in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(log) == 60
    for begin, end in zip(log[::2], log[1::2], strict=True):
        assert begin == ("begins", end[1])
        assert end[0] == "ends"
