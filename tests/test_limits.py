"""How often one household may do something."""

import pytest

from frontrow.limits import Rate, household
from frontrow.live.asgi import address


def test_a_bucket_empties_fills_and_forgets() -> None:
    time = [0.0]
    rate = Rate(burst=2, per_second=0.5, keys=2, clock=lambda: time[0])
    assert [rate.wait("a"), rate.wait("a")] == [0, 0]
    assert rate.wait("a") == 2.0
    assert rate.wait("b") == 0
    time[0] = 2.0
    assert rate.wait("a") == 0 and rate.wait("a") > 0
    assert rate.wait("c") == 0  # a third key: the least recently used is forgotten
    assert len(rate._buckets) == 2


@pytest.mark.parametrize(
    ("address", "counts_as"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("unix:", "unix:"),
        ("", ""),
    ],
)
def test_an_ipv6_household_counts_as_one_however_many_addresses_it_has(address: str, counts_as: str) -> None:
    assert household(address) == counts_as


def test_behind_a_proxy_visitors_are_told_apart_by_what_it_says_last_and_without_one_by_nothing_they_say(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    headers = [(b"x-forwarded-for", b"198.51.100.9"), (b"x-forwarded-for", b"made up, 203.0.113.7")]
    scope = {"client": ("10.0.0.2", 4711), "headers": headers}
    assert address(scope) == "10.0.0.2"
    monkeypatch.setenv("FRONTROW_PROXY", "1")
    assert address(scope) == "203.0.113.7"
    assert address({"client": ("10.0.0.2", 4711), "headers": []}) == "10.0.0.2"
    assert address({"client": None, "headers": []}) == ""
