"""Places for connections, under many threads."""

from __future__ import annotations

import sys
import threading
import time

import pytest

from inferloom import Timeout
from inferloom.transport.deadline import Deadline
from inferloom.transport.failure import Failure
from inferloom.transport.sync.connection_limit import ConnectionLimit


def test_no_more_than_there_are_and_nobody_is_forgotten() -> None:
    size, turns = 3, 300
    room, guard = ConnectionLimit(size), threading.Lock()
    inside = most = done = 0
    interval = sys.getswitchinterval()

    def work() -> None:
        nonlocal inside, most, done
        for _ in range(turns):
            held = room.enter(Deadline(Timeout(total=60)))
            with guard:
                inside += 1
                most = max(most, inside)
            time.sleep(0)
            with guard:
                inside -= 1
                done += 1
            room.leave(held)

    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=work) for _ in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    finally:
        sys.setswitchinterval(interval)
    assert (done, most) == (12 * turns, size)
    every = [room.enter(Deadline(Timeout(total=0.01))) for _ in range(size)]
    assert len(every) == size


def test_a_place_that_nobody_leaves() -> None:
    room = ConnectionLimit(1)
    held = room.enter(Deadline(Timeout()))
    with pytest.raises(Failure, match="no connection became free"):
        room.enter(Deadline(Timeout(total=0.02)))
    threading.Timer(0.05, room.leave, (held,)).start()
    room.enter(Deadline(Timeout(total=30)))


def test_a_size_beyond_all_sockets() -> None:
    room = ConnectionLimit(10**12)
    room.leave(room.enter(Deadline(Timeout())))


def test_a_place_is_given_back_once() -> None:
    room = ConnectionLimit(1)
    held = room.enter(Deadline(Timeout()))
    room.leave(held)
    room.leave(held)
    first = room.enter(Deadline(Timeout()))
    with pytest.raises(Failure, match="no connection became free"):
        room.enter(Deadline(Timeout(total=0.02)))
    assert first


def test_a_place_that_nobody_holds_any_more_goes_back_by_itself() -> None:
    room = ConnectionLimit(1)
    waiting = threading.Event()
    held = room.enter(Deadline(Timeout()))

    def work() -> None:
        waiting.set()
        room.leave(room.enter(Deadline(Timeout(total=30))))

    thread = threading.Thread(target=work)
    thread.start()
    waiting.wait()
    time.sleep(0.05)
    del held
    thread.join(30)
    assert not thread.is_alive()
    for _ in range(3):
        room.enter(Deadline(Timeout(total=0.01)))  # and dropped
