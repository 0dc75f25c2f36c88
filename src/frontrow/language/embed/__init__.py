"""Texts as vectors in which what is said alike lies near."""

from frontrow.language.embed.embedder import Embedder, best_embedder
from frontrow.language.embed.lexical import Lexical

__all__ = ["Embedder", "Lexical", "best_embedder"]
