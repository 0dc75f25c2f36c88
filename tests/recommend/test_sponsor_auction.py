"""Who gets a place and for how much: whatever is bid, truth is the best policy."""

from hypothesis import given
from hypothesis import strategies as st

from frontrow.recommend.sponsor import Bid, auction

bids = st.lists(
    st.builds(
        Bid,
        campaign=st.integers(1, 9),
        amount=st.integers(1, 100_000),
        rate=st.floats(1e-5, 0.2),
        usual=st.floats(1e-5, 0.2),
        by_click=st.booleans(),
    ),
    max_size=6,
    unique_by=lambda bid: bid.campaign,
)


@given(bids, st.integers(0, 20_000))
def test_the_winner_is_worth_most_and_pays_no_more_than_it_bid_and_no_less_than_the_floor(
    there: list[Bid], floor: int
) -> None:
    won = auction(there, floor)
    if won is None:
        assert all(bid.worth < max(floor, 1) for bid in there)
        return
    assert won.bid.worth == max(bid.worth for bid in there)
    assert 0 < won.price <= won.bid.amount
    a_showing = won.price * (won.bid.rate if won.bid.by_click else 1) * won.bid.quality
    assert a_showing >= min(floor, won.bid.worth) * (1 - 1e-9)


@given(bids.filter(bool), st.integers(0, 20_000), st.integers(1, 200_000))
def test_bidding_something_else_than_ones_worth_never_pays(there: list[Bid], floor: int, other: int) -> None:
    """One's worth is `amount` for each showing or click: what is left after paying is never more with another bid."""
    honest, rest = there[0], there[1:]
    lie = Bid(honest.campaign, other, honest.rate, honest.usual, honest.by_click)

    def left(bid: Bid) -> float:
        won = auction([bid, *rest], floor)
        if won is None or won.bid is not bid:
            return 0.0
        return (honest.amount - won.price) * (honest.rate if honest.by_click else 1.0)

    rounding = 1.0  # a price is a whole number, rounded up
    assert left(lie) <= left(honest) + rounding


def test_a_picture_that_is_liked_better_wins_at_the_same_bid_and_pays_less_than_it_bids() -> None:
    dull, liked = Bid(1, 1000, 0.004, 0.005), Bid(2, 1000, 0.008, 0.005)
    won = auction([dull, liked], 10)
    assert won is not None and won.bid is liked
    assert won.price == 500  # 1000 × 0.8 for the dull one, ÷ 1.6


def test_alone_one_pays_the_floor_and_below_it_the_place_stays_empty() -> None:
    alone = auction([Bid(1, 1000, 0.005, 0.005)], 300)
    assert alone is not None and alone.price == 300
    assert auction([Bid(1, 299, 0.005, 0.005)], 300) is None
