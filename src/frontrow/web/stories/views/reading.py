"""Stories as visitors read them."""

import json
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frontrow.web.audit.actor import actor_of
from frontrow.web.people.models import Role
from frontrow.web.people.roles import holds
from frontrow.web.season.models import Look
from frontrow.web.shop.holder import holder_of
from frontrow.web.stories.actions.like_story import like_story
from frontrow.web.stories.models import Applause, Author, Picture, State, Story
from frontrow.web.stories.passed_on import shared
from frontrow.web.stories.shelf import Shelved, others, shelf
from frontrow.web.stories.text import Block, blocks

MODEL = "shelf-1"  # the name of this order in the event store


def stories(request: HttpRequest) -> HttpResponse:
    """All of them, in the order that `shelf` makes."""
    return render(request, "stories/stories.html", {**slate(shelf()), "writes": writes(request)})


def author(request: HttpRequest, slug: str) -> HttpResponse:
    """Somebody's stories, the newest first."""
    found = get_object_or_404(Author.objects.select_related("house"), slug=slug)
    published = found.stories.all().shown().select_related("cover", "house", "author").order_by("-published_at")
    if not published and not (request.user.is_authenticated and found.user_id == request.user.pk):
        raise Http404
    return render(request, "stories/author.html", {"author": found, "stories": published})


def story(request: HttpRequest, slug: str) -> HttpResponse:
    """One story; while it is no reader's yet, for its authors and for moderators."""
    query = Story.objects.select_related("author", "house", "cover").prefetch_related("pictures")
    found = get_object_or_404(query, slug=slug)
    mine = request.user.is_authenticated and Story.objects.by(request.user).filter(pk=found.pk).exists()
    if found.state != State.PUBLISHED and not mine and not holds(request.user, Role.MODERATOR):
        raise Http404
    holder = holder_of(request)
    return render(
        request,
        "stories/story.html",
        {
            "story": found,
            "blocks": shown(found),
            "mine": mine,
            "shared": shared(request, found),
            "liked": bool(holder) and Applause.objects.filter(holder=holder, story=found).exists(),
            **slate(others(found)),
        },
    )


@require_POST
def like(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Story.objects.shown(), slug=slug)
    liked = like_story(actor_of(request, keeps=True), found, "story")
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"liked": liked})
    messages.success(request, _("Thank you.") if liked else _("Taken back."))
    return redirect(found)


def slate(shelved: list[Shelved]) -> dict[str, object]:
    """What a list of stories tells the event store, where the reader agreed."""
    return {"shelf": shelved, "slate_id": uuid4().hex, "model": MODEL, "chances": json.dumps([1.0] * len(shelved))}


def shown(found: Story) -> list[tuple[Block, Look | Picture | None]]:
    """The blocks of the text in the reader's language; an embed whose look or picture is not there is left out."""
    parts = blocks(found.text.get(found.read_in, ""))
    names = [block.name for block in parts if block.kind == "look"]
    looks = {
        look.slug: look
        for look in Look.objects.shown().filter(slug__in=names).select_related("asset", "collection__house")
    }
    pictures = {str(picture.pk): picture for picture in found.pictures.all()}
    every = [(block, looks.get(block.name) if block.kind == "look" else pictures.get(block.name)) for block in parts]
    return [(block, thing) for block, thing in every if thing is not None or block.kind == "words"]


def writes(request: HttpRequest) -> bool:
    """Whether the writers' room is open to who asks."""
    return holds(request.user, Role.CONTRIBUTOR, Role.HOUSE)
