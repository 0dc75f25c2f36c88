"""Two real processes over one PostgreSQL and NATS are one recommender."""

import time
from uuid import uuid4

import pytest
import servers

from frontrow.bench.several import Process, processes


@pytest.fixture(scope="module")
def nats():
    with servers.nats() as url:
        yield url


def until(true, seconds=30):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not become so"
        time.sleep(0.005)


def people(process, count, *items):
    """Visitors who each save all of the items."""
    made = [uuid4().hex for _ in range(count)]
    for visitor in made:
        for item in items:
            process("save", visitor=visitor, item=item)
    return made


def same(one, other):
    """Two answers that differ by rounding alone."""
    scores = [dict(zip(answer["items"], answer["scores"], strict=True)) for answer in (one, other)]
    return scores[0] == pytest.approx(scores[1], abs=1e-9)


def test_what_is_told_to_one_changes_what_the_other_recommends_and_an_erasure_in_one_erases_in_both(database, nats):
    with processes(database, nats, nats) as (here, there):
        nobody = there("ask", visitor="nobody")
        here("save", visitor="ada", item="look-07")
        until(lambda: "look-07" not in there("ask", visitor="ada")["items"])
        before = there("ask", visitor="ada")["items"].index("look-30")
        others = people(here, 6, "look-07", "look-30") + people(there, 3, "look-07", "look-31")
        until(lambda: here("visitors") == there("visitors") == 10)
        until(lambda: same(here("ask", visitor="ada"), there("ask", visitor="ada")))
        assert there("ask", visitor="ada")["items"].index("look-30") < before  # others saved it with what she saved
        for number, visitor in enumerate(["ada", *others]):
            (here, there)[number % 2]("erase", visitor=visitor)
        until(lambda: here("visitors") == there("visitors") == 0)
        until(lambda: same(here("ask", visitor="ada"), nobody))
        until(lambda: same(there("ask", visitor="ada"), nobody))


def test_a_killed_process_catches_up_with_what_was_told_and_erased_meanwhile(database, nats):
    with processes(database, nats) as (here,):
        there = Process(database, nats)
        people(there, 3, "look-01")
        gone = people(there, 1, "look-02")
        until(lambda: here("visitors") == 4)
        there.kill()
        people(here, 2, "look-03", "look-04")
        here("erase", visitor=gone[0])
        there = Process(database, nats)
        until(lambda: here("visitors") == there("visitors") == 5)
        until(lambda: same(here("ask", visitor="nobody"), there("ask", visitor="nobody")))
        there.end()


def test_without_nats_they_find_each_others_news_in_the_log(database):
    with processes(database, "nats://127.0.0.1:1", "") as (here, there):
        here("save", visitor="ada", item="look-07")
        until(lambda: "look-07" not in there("ask", visitor="ada")["items"])
        there("erase", visitor="ada")
        until(lambda: "look-07" in here("ask", visitor="ada")["items"])
