"""Which garments finish an outfit, and why."""

from frontrow.recommend.outfit.complete import Finish, Outfits, Piece

__all__ = ["Finish", "Outfits", "Piece"]
