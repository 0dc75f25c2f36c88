"""From candidates to a slate: variety, fairness, the organiser's rules, exploration, and how likely it all was."""

from frontrow.recommend.rank.candidates import Candidates
from frontrow.recommend.rank.caps import Cap
from frontrow.recommend.rank.facts import Facts
from frontrow.recommend.rank.floor import Floor
from frontrow.recommend.rank.rerank import Policy, rerank
from frontrow.recommend.rank.rules import Rule
from frontrow.recommend.rank.slate import Shown, Slate

__all__ = ["Candidates", "Cap", "Facts", "Floor", "Policy", "Rule", "Shown", "Slate", "rerank"]
