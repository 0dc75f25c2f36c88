"""Sponsors: what a showing is worth, who gets it and for how much, how a budget lasts, what may be told of it."""

from frontrow.recommend.sponsor.auction import Bid, Won, auction
from frontrow.recommend.sponsor.clicks import ClickModel, Weight
from frontrow.recommend.sponsor.figures import PER_DAY, Tally, Told, released
from frontrow.recommend.sponsor.pacing import Flight, share

__all__ = ["PER_DAY", "Bid", "ClickModel", "Flight", "Tally", "Told", "Weight", "Won", "auction", "released", "share"]
