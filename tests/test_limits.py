"""How often one household may do something."""

import pytest

from frontrow.limits import Rate, household


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
