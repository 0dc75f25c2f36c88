"""What a look is made from: the plain data that `frontrow.look` needs, and its digest."""

import hashlib
import json
import os
from typing import Any

import frontrow
from frontrow.web.season.models import Cloth, Look
from frontrow.web.studio.models import PatternUpload

FORMAT = 2  # of a look's files: raised when there are others, so that all are made anew


def look_spec(look: Look) -> dict[str, Any]:
    """Everything that decides how `look` comes out, sources of patterns and fabrics included."""
    garments = [
        {
            "name": garment.pattern.slug,
            "pattern": garment.pattern.source,
            "fabric": garment.fabric,
            "cloth": cloth_source(garment.fabric),
            "size": garment.size,
            "color": garment.colour or None,
            "options": garment.options,
        }
        for garment in look.garments.select_related("pattern")
    ]
    spec = spec_of(look.slug, look.title.get("en", look.slug), look.body, look.finish, garments, look.turn)
    return spec | {"pose": look.pose} if look.pose else spec  # the usual pose is no part of older digests


def upload_spec(upload: PatternUpload) -> dict[str, Any]:
    """The same for a pattern that a visiting house brought: one garment, worn by its size's own body."""
    garment = {
        "name": "garment",
        "pattern": upload.source,
        "fabric": upload.fabric,
        "cloth": cloth_source(upload.fabric),
        "size": upload.size,
        "color": upload.colour or None,
        "options": {},
    }
    return spec_of(f"studio-{upload.key}", upload.name, f"{upload.chart}/{upload.size}", upload.finish, [garment], 0)


def spec_of(slug: str, title: str, body: Any, finish: str, garments: list[Any], turn: int) -> dict[str, Any]:
    return {
        "slug": slug,
        "title": title,
        "body": body,
        "finish": finish,
        "garments": garments,
        "turn": turn,
        "version": frontrow.__version__,
        "format": FORMAT,
        "quality": os.environ.get("FRONTROW_QUALITY", "full"),
    }


def cloth_source(fabric: str) -> str | None:
    cloth = Cloth.objects.filter(slug=fabric).first()
    return cloth.source if cloth else None


def digest(spec: dict[str, Any]) -> str:
    """A name for the content: the same spec always gives the same 16 characters."""
    text = json.dumps(spec, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
