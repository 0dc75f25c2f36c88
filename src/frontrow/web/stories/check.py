"""The check of a story: what it says and shows, beside everything that is published already."""

from frontrow.language.quality import Assessed, Image, Text, assess, packed, signature, unpacked
from frontrow.web.stories.models import Picture, State, Story
from frontrow.web.stories.text import links, plain


def check(story: Story) -> Assessed:
    """Assess the story and note what was found in it (unsaved): `quality`, `checked`."""
    texts = [Text(code[:2], plain(text), len(links(text))) for code, text in story.text.items() if plain(text)]
    rest = Story.objects.filter(state__in=(State.PUBLISHED, State.OFFERED)).exclude(pk=story.pk)
    others = {
        f"{slug}/{code}": unpacked(kept)
        for slug, checked in rest.values_list("slug", "checked")
        for code, kept in checked.get("signatures", {}).items()
    }
    pictures = {
        f"{slug}/{pk}": hashed
        for slug, pk, hashed in Picture.objects.filter(story__in=rest).values_list("story__slug", "pk", "hashed")
    }
    images = [Image(picture.hashed, picture.sharpness) for picture in story.pictures.all()]
    found = assess(texts, images, others, pictures)
    story.quality = found.quality
    story.checked = {
        "parts": dict(found.parts),
        "signs": [{"code": sign.code, "weight": sign.weight, "facts": dict(sign.facts)} for sign in found.signs],
        "doubt": round(found.doubt, 3),
        "signatures": {text.language: packed(signature(text.words)) for text in texts},
    }
    return found
