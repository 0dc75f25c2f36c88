"""A story's text: a small safe part of Markdown, with looks and pictures between the paragraphs.

Headings, emphasis, lists, quotations, links and rules. A line `look:ondo-01` shows that look,
`picture:12` that picture. HTML is shown as it is typed; links lead to http, https or this site; what is rendered is
cleaned once more.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

LONGEST = 40_000  # characters
EMBED = re.compile(r"(look|picture):([a-z0-9][a-z0-9_-]{0,79})")
TAGS = {"p", "h2", "h3", "em", "strong", "ul", "ol", "li", "blockquote", "a", "hr", "br", "code", "pre"}
LINK = re.compile(r"(https?://|/(?!/))", re.IGNORECASE)


@dataclass(frozen=True)
class Block:
    """kind: "words" (html is safe), "look" or "picture" (name says which)."""

    kind: str
    html: str = ""
    name: str = ""


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "maxNesting": 12})
    reader.disable(["html_block", "html_inline", "image", "entity", "reference", "lheading"])
    reader.validateLink = lambda url: bool(LINK.match(url.strip()))  # type: ignore[method-assign]
    return reader


def blocks(text: str) -> list[Block]:
    """What a text shows, from top to bottom."""
    reader, found, waiting = _reader(), list[Block](), list[Token]()

    def flush() -> None:
        if waiting:
            html = reader.renderer.render(waiting, reader.options, {})
            found.append(Block("words", SafeString(_clean(html))))
            waiting.clear()

    for group in _groups(reader.parse(text[:LONGEST])):
        embed = EMBED.fullmatch(group[1].content.strip()) if _is_paragraph(group) else None
        if embed:
            flush()
            found.append(Block(embed[1], name=embed[2]))
        else:
            waiting += [_heading(token) for token in group]
    flush()
    return found


def embedded(text: str, kind: str) -> list[str]:
    """The names of the looks (or pictures) that a text shows, in order, once each."""
    return list(dict.fromkeys(block.name for block in blocks(text) if block.kind == kind))


def unknown(texts: Iterable[str], looks: Collection[str], pictures: Collection[str]) -> list[str]:
    """The lines that were to show a look or a picture which is not among these, as they are written, once each."""
    there = {"look": looks, "picture": pictures}
    embeds = (block for text in texts for block in blocks(text) if block.kind in there)
    return list(dict.fromkeys(f"{each.kind}:{each.name}" for each in embeds if each.name not in there[each.kind]))


def plain(text: str) -> str:
    """The words alone: what is read aloud, checked and searched."""
    lines = []
    for token in _reader().parse(text[:LONGEST]):
        if token.type == "inline" and not EMBED.fullmatch(token.content.strip()):
            parts = (child.content if child.type in ("text", "code_inline") else " " for child in token.children or ())
            lines.append("".join(parts))
    return "\n".join(" ".join(line.split()) for line in lines)


def links(text: str) -> list[str]:
    """Where the text's links lead, on other sites."""
    children = (child for token in _reader().parse(text[:LONGEST]) for child in token.children or ())
    found = (str(child.attrGet("href")) for child in children if child.type == "link_open")
    return [url for url in found if url.lower().startswith("http")]


def _groups(tokens: list[Token]) -> list[list[Token]]:
    """The tokens of each block at the top."""
    found: list[list[Token]] = []
    depth = 0
    for token in tokens:
        if depth == 0:
            found.append([])
        found[-1].append(token)
        depth += token.nesting
    return found


def _is_paragraph(group: list[Token]) -> bool:
    return len(group) == 3 and group[0].type == "paragraph_open"


def _heading(token: Token) -> Token:
    """The page has the first heading: a text's begin at the second."""
    if token.type in ("heading_open", "heading_close"):
        token.tag = "h2" if token.tag in ("h1", "h2") else "h3"
    return token


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href", "title"}},
        url_schemes={"http", "https"},
        link_rel="nofollow ugc noopener",
    )
