"""The commons: what houses offer each other, and the shows they give together."""

from frontrow.web.commons.models.joint import Answer, Joint, Part
from frontrow.web.commons.models.offers import FREE, Kind, Offer, State, Use, Version
from frontrow.web.commons.models.pooled import Pooled

__all__ = ["FREE", "Answer", "Joint", "Kind", "Offer", "Part", "Pooled", "State", "Use", "Version"]
