"""What every EventStore promises. A test class of a store inherits these and says how to open one."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from frontrow.recommend import Impression, Interaction, Stored, StoreFull
from frontrow.recommend.events import May
from frontrow.recommend.store import opened


def view(visitor, item, at=1.0, **more):
    return Interaction(visitor, item, "view", at, **more)


def taken(store):
    """Wait until the writer has the first batch in hand; what follows then waits for the writer."""
    until = time.monotonic() + 20
    while not store._writer.idle and time.monotonic() < until:
        time.sleep(0.005)


ACKNOWLEDGE_FOR_EVER = """
import sys
from frontrow.recommend import Interaction
from frontrow.recommend.store import opened
store = opened(sys.argv[1])
for n in range(1_000_000):
    position = store.append([Interaction("ada", f"look-{n}", "view", float(n)) for _ in range(3)])
    print(n, position, flush=True)
"""


class EventStoreContract:
    def place(self, request):
        """Where a new store is: what `opened` takes."""
        raise NotImplementedError

    def other_writes(self, place):
        """A context in which another process writes, so that nobody else can."""
        raise NotImplementedError

    @pytest.fixture
    def place_of(self, request):
        return self.place(request)

    @pytest.fixture
    def stores(self, place_of):
        """Opens the one place, as often as one likes."""
        made = []

        def open_one(**more):
            made.append(opened(place_of, **more))
            return made[-1]

        yield open_one
        for store in made:
            store.close()

    @pytest.fixture
    def store(self, stores):
        return stores()

    def test_what_was_appended_is_read_back_in_order(self, store):
        shown = Impression("ada", "s1", ("dune-01", "dune-02"), 2.0, "front", "blend", (0.5, 0.25))
        entries = [view("ada", "dune-01", value=2.5, page="look"), shown, view("bo", "dune-02")]
        assert store.append(entries) == 3
        assert store.since(0) == [Stored(1, entries[0]), Stored(2, shown), Stored(3, entries[2])]
        assert store.since(2) == [Stored(3, entries[2])]
        assert [kept.position for kept in store.since(0, limit=2)] == [1, 2]

    def test_a_visitors_history_is_her_last_interactions_oldest_first(self, store):
        store.append([view("ada", f"look-{n}", at=n) for n in range(5)] + [view("bo", "other")])
        assert [kept.item for kept in store.by_visitor("ada", limit=3)] == ["look-2", "look-3", "look-4"]
        assert store.by_visitor("nobody") == []

    def test_what_she_decided_is_remembered_however_much_she_looks_at_afterwards(self, store):
        store.append([Interaction("ada", "gone", "dismiss", 0.0), view("ada", "first", at=0.5)])
        store.append([view("ada", f"look-{n}", at=1 + n) for n in range(5)])
        assert [kept.item for kept in store.by_visitor("ada", limit=3)] == ["gone", "look-2", "look-3", "look-4"]

    def test_many_threads_append_and_nothing_is_lost_or_doubled(self, store):
        def work(name):
            for n in range(25):
                store.append([view(name, f"{name}-{n}-{part}") for part in range(3)])

        threads = [threading.Thread(target=work, args=(f"visitor-{n}",)) for n in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        items = [kept.entry.item for kept in store.since(0)]
        assert len(items) == len(set(items)) == 6 * 25 * 3
        assert [i for i in items if i.startswith("visitor-0-")] == [
            f"visitor-0-{n}-{p}" for n in range(25) for p in range(3)
        ]

    def test_a_full_queue_says_so_and_keeps_nothing_of_the_batch(self, stores):
        store = stores(room=2)
        with pytest.raises(StoreFull):
            store.append([view("ada", "a"), view("ada", "b"), view("ada", "c")])
        store.append([view("ada", "d"), view("ada", "e")])
        assert [kept.entry.item for kept in store.since(0)] == ["d", "e"]

    def test_an_erased_visitor_has_no_history_and_positions_are_not_used_again(self, store):
        store.append([view("ada", "a"), view("bo", "b"), view("ada", "c")])
        assert store.erase("ada") == 2
        assert store.export("ada") == {"visitor": "ada", "interactions": [], "impressions": []}
        assert store.append([view("bo", "d")]) == 4
        assert [kept.position for kept in store.since(0)] == [2, 4]

    def test_erasing_somebody_unknown_removes_nothing(self, store):
        assert store.erase("nobody") == 0
        assert store.erasures() == 0

    def test_an_export_is_everything_in_plain_values(self, store):
        store.append([view("ada", "a", at=5.0), Impression("ada", "s", ("x",), 6.0, "front", "blend", (1.0,))])
        assert store.export("ada") == {
            "visitor": "ada",
            "interactions": [{"item": "a", "event": "view", "at": 5.0, "value": None, "page": None}],
            "impressions": [
                {
                    "slate": "s",
                    "items": ("x",),
                    "at": 6.0,
                    "place": "front",
                    "model": "blend",
                    "propensities": (1.0,),
                }
            ],
        }

    def test_several_writers_share_one_log(self, stores):
        one, other = stores(), stores()
        futures = [writer.submit([view("ada", f"{n}")]) for n in range(40) for writer in (one, other)]
        positions = [future.result(timeout=20) for future in futures]
        assert sorted(positions) == list(range(1, 81))

    def test_a_reader_who_follows_the_log_misses_nothing_of_several_writers(self, stores):
        """What is committed later never has a smaller position than what a reader has seen."""
        writers, reader, seen, done = [stores() for _ in range(3)], stores(), [], threading.Event()

        def follow():
            position = 0
            while True:
                last = done.is_set()
                for kept in reader.since(position, limit=7):
                    seen.append(kept.entry.item)
                    position = kept.position
                if last and not reader.since(position):
                    return

        thread = threading.Thread(target=follow)
        thread.start()
        futures = [
            writer.submit([view(f"visitor-{k}", f"{k}-{n}-{part}") for part in range(2)])
            for n in range(60)
            for k, writer in enumerate(writers)
        ]
        for future in futures:
            future.result(timeout=20)
        done.set()
        thread.join(timeout=20)
        assert len(seen) == len(set(seen)) == 60 * 3 * 2

    def test_what_is_called_off_while_it_waits_harms_nobody(self, store, place_of):
        """A browser that goes away cancels its batch; the writer lives on."""
        with self.other_writes(place_of):
            store.submit([view("ada", "first")])
            taken(store)
            gone, stays = store.submit([view("ada", "gone")]), store.submit([view("ada", "stays")])
            assert gone.cancel()
        assert stays.result(timeout=20) == 2
        assert [kept.entry.item for kept in store.since(0)] == ["first", "stays"]

    def test_a_batch_that_cannot_be_written_fails_alone(self, store, place_of):
        with self.other_writes(place_of):
            store.submit([view("ada", "first")])
            taken(store)
            bad, good = store.submit([view("ada", "half of a \ud83d character")]), store.submit([view("bo", "good")])
        with pytest.raises(UnicodeEncodeError):
            bad.result(timeout=20)
        assert good.result(timeout=20)
        assert [kept.entry.item for kept in store.since(0)] == ["first", "good"]

    def test_what_a_visitor_was_shown_since_a_moment_is_told_oldest_first(self, store):
        shown = [Impression("ada", f"s{n}", ("dune-01",), at=float(n)) for n in range(4)]
        store.append([*shown, view("ada", "dune-01", at=9.0), Impression("bo", "s9", ("dune-02",), at=9.0)])
        assert store.shown_to("ada", since=1.0) == shown[2:]
        assert store.shown_to("nobody", since=0.0) == []

    def test_however_much_she_was_shown_no_more_than_the_last_is_read(self, store):
        shown = [Impression("ada", f"s{n}", ("dune-01",), at=float(n)) for n in range(1, 601)]
        store.append([view("ada", "dune-01"), *shown, view("ada", "dune-02")])
        assert store.shown_to("ada", since=0.0) == shown[100:]
        assert store.shown_to("ada", since=598.0, limit=3) == shown[598:]
        assert store.shown_to("ada", since=0.0, limit=3) == shown[597:]

    def test_whoever_has_left_something_is_among_the_visitors_until_erased(self, store):
        store.append([view("ada", "a"), Impression("bo", "s", ("x",), 1.0), view("ada", "b")])
        assert sorted(store.visitors()) == ["ada", "bo"]
        store.erase("ada")
        assert store.visitors() == ["bo"]

    def test_an_erasure_is_seen_by_every_process(self, stores):
        one, other = stores(), stores()
        one.append([view("ada", "a"), view("bo", "b")])
        assert other.erasures() == 0
        assert other.erase("ada") == 1
        assert (one.erasures(), one.by_visitor("ada"), len(one.since(0))) == (1, [], 1)

    def test_what_was_acknowledged_survives_kill_9(self, place_of, stores):
        command = [sys.executable, "-c", ACKNOWLEDGE_FOR_EVER, str(place_of)]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        with child, child.stdout:
            lines = [child.stdout.readline() for _ in range(40)]
            os.kill(child.pid, signal.SIGKILL)
            lines += child.stdout.read().splitlines(keepends=True)
        acknowledged = [line.split() for line in lines if line.endswith("\n")]
        kept = {stored.position: stored.entry.item for stored in stores().since(0)}
        assert len(acknowledged) >= 40
        assert all(kept[int(position)] == f"look-{n}" for n, position in acknowledged)
        assert len(kept) % 3 == 0, "a batch is kept whole or not at all"

    def test_whoever_opens_the_store_knows_it_by_one_name(self, stores):
        assert stores().site == stores().site != ""

    def test_what_was_kept_is_there_when_opened_again(self, stores):
        first = stores()
        first.append([view("ada", "a")])
        first.close()
        assert stores().append([view("ada", "b")]) == 2

    def test_who_is_not_to_be_measured_is_in_no_reading_of_the_log_and_still_reads_her_own(self, store):
        store.agree("ada", May(measure=False, personalise=True))
        store.append([view("ada", "a"), view("bo", "b")])
        assert [kept.entry.item for kept in store.since(0)] == ["b"]
        assert list(store.visitors()) == ["bo"]
        assert [kept.item for kept in store.by_visitor("ada")] == ["a"]
        assert len(store.export("ada")["interactions"]) == 1

    def test_taking_measuring_back_takes_everything_out_and_agreeing_again_puts_it_at_the_end(self, store):
        store.append([view("ada", "a"), view("bo", "b"), view("ada", "c")])
        before = store.erasures()
        store.agree("ada", May(measure=False, personalise=True))
        assert store.erasures() > before, "who has read the log looks again"
        assert [kept.entry.item for kept in store.since(0)] == ["b"]
        store.agree("ada", May())
        assert [(kept.position > 3, kept.entry.item) for kept in store.since(0)] == [
            (False, "b"),
            (True, "a"),
            (True, "c"),
        ]
        last = store.since(0)[-1].position
        assert store.append([view("bo", "d")]) > last
        assert [kept.item for kept in store.by_visitor("ada")] == ["a", "c"]

    def test_a_batch_takes_back_what_was_agreed_and_never_adds_to_it(self, store):
        store.append([view("ada", "a")])
        store.submit([view("ada", "b")], May(measure=False, personalise=True)).result(timeout=20)
        assert store.since(0) == []
        store.submit([view("ada", "c")], May()).result(timeout=20)
        assert store.since(0) == [], "a page that was open before she took it back agrees to nothing"
        assert [kept.item for kept in store.by_visitor("ada")] == ["a", "b", "c"]

    def test_of_whom_nothing_may_be_kept_nothing_more_is(self, store):
        store.append([view("ada", "a")])
        store.agree("ada", May(measure=False, personalise=False))
        store.submit([view("ada", "late")], May()).result(timeout=20)
        assert [kept.item for kept in store.by_visitor("ada")] == ["a"]

    def test_who_is_counted_and_not_chosen_for_is_in_no_profile(self, store):
        store.append([view("ada", "a"), view("bo", "b")])
        store.agree("ada", May(measure=True, personalise=False))
        assert sorted(store.visitors()) == ["ada", "bo"]
        assert list(store.visitors(profiled=True)) == ["bo"]

    def test_whose_time_is_over_is_told_by_her_first_entry_or_by_her_last_when_she_rests(self, store):
        store.append([view("ada", "a", at=10.0), view("ada", "b", at=90.0), view("bo", "b", at=50.0)])
        store.agree("bo", May(measure=False, personalise=True))
        assert sorted(store.past(51.0)) == ["ada", "bo"]
        assert store.past(51.0, resting=True) == []
        store.agree("ada", May(measure=False, personalise=False))
        assert store.past(91.0, resting=True) == ["ada"]
        assert store.past(90.0, resting=True) == []
