"""The writers' room: an author's stories, the page on which one is written, its pictures."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from frontrow.errors import UserError
from frontrow.web.audit.actor import NotAllowed, actor_of
from frontrow.web.moderation.models import Case
from frontrow.web.people.models import Role
from frontrow.web.people.roles import houses_of, only
from frontrow.web.season.models import Look
from frontrow.web.stories.actions.add_picture import add_picture, choose_cover, remove_picture
from frontrow.web.stories.actions.answer_author import answer_author
from frontrow.web.stories.actions.name_author import name_author
from frontrow.web.stories.actions.offer_story import offer_story
from frontrow.web.stories.actions.withdraw_story import delete_story, withdraw_story
from frontrow.web.stories.actions.write_story import begin_story, change_story
from frontrow.web.stories.forms import AuthorForm, PictureForm, StoryForm
from frontrow.web.stories.models import Author, State, Story
from frontrow.web.stories.shelf import states_of
from frontrow.web.stories.text import unknown
from frontrow.web.stories.told import parts

writers = only(Role.CONTRIBUTOR, Role.HOUSE)


@never_cache
@writers
def room(request: HttpRequest) -> HttpResponse:
    """Her stories by state, those that ask for her house's name, and the name she writes under."""
    author = Author.objects.filter(user=request.user).first()
    form = AuthorForm(request.POST or None, initial=_named(author, request))
    if request.method == "POST" and form.is_valid():
        if _done(request, lambda: name_author(actor_of(request), form.cleaned_data["name"], form.text("line"))):
            messages.success(request, _("Saved."))
        return redirect("writing")
    asking = Story.objects.filter(house__in=houses_of(request.user), agreed=False).select_related("author", "house")
    context = {"states": states_of(request.user), "author": author, "form": form, "asking": asking, "State": State}
    return render(request, "stories/room.html", context)


@never_cache
@writers
def write(request: HttpRequest, slug: str = "") -> HttpResponse:
    """A story being written; without a slug a new one."""
    author = Author.objects.filter(user=request.user).first()
    if author is None and not slug:
        messages.info(request, _("First write the name that readers will see."))
        return redirect("writing")
    story = _mine(request, slug) if slug else None
    form = StoryForm(request.POST) if request.method == "POST" else StoryForm.of(story) if story else StoryForm()
    if request.method == "POST" and form.is_valid():
        saved = _saved(request, author, story, form)
        if saved and "offer" in request.POST:
            if _done(request, lambda: offer_story(actor_of(request), saved)):
                saved.refresh_from_db()
                messages.success(request, STATES[State(saved.state)]())
                if lost := _lost(saved):
                    messages.info(
                        request, _("Nothing is shown for these lines: %(lines)s") % {"lines": ", ".join(lost)}
                    )
                return redirect(saved)
            return redirect("write", saved.slug)
        if saved:
            messages.success(request, _("Saved."))
            return redirect("write", saved.slug)
    context = {
        "story": story,
        "form": form,
        "pictures": PictureForm(initial={"credit": author.name if author else ""}),
        "looks": Look.objects.shown().select_related("collection__house"),
        "lost": _lost(story) if story else [],
        "parts": parts(story.checked) if story else [],
        "case": Case.objects.filter(target=f"story:{story.slug}").last() if story else None,
    }
    return render(request, "stories/write.html", context)


STATES: dict[State, Callable[[], str]] = {
    State.OFFERED: lambda: _("Thank you. A person reads it before readers do."),
    State.PUBLISHED: lambda: _("It is published."),
}


def _lost(story: Story) -> list[str]:
    """The lines of its text that name no look and no picture of its own: readers see nothing there."""
    looks = set(Look.objects.shown().values_list("slug", flat=True))
    return unknown(story.text.values(), looks, {str(picture.pk) for picture in story.pictures.all()})


def _saved(request: HttpRequest, author: Author | None, story: Story | None, form: StoryForm) -> Story | None:
    saved: list[Story] = []

    def save() -> None:
        actor, written = actor_of(request), form.written()
        if story is not None:
            saved.append(change_story(actor, story, written))
        elif author is not None:
            saved.append(begin_story(actor, author, written))

    _done(request, save)
    return saved[0] if saved else None


@require_POST
@writers
def picture(request: HttpRequest, slug: str) -> HttpResponse:
    """A picture is sent; or the one named by `cover` or `remove` is chosen or taken out."""
    story, actor = _mine(request, slug), actor_of(request)
    for verb, act in (("cover", choose_cover), ("remove", remove_picture)):
        if pk := request.POST.get(verb, ""):
            found = get_object_or_404(story.pictures, pk=pk if pk.isdecimal() and len(pk) < 15 else 0)
            _done(request, lambda act=act, found=found: act(actor, found))
            return redirect("write", slug)
    form = PictureForm(request.POST, request.FILES)
    if form.is_valid():
        sent, told = form.cleaned_data["file"], form.cleaned_data
        _done(request, lambda: _add(actor, story, sent, form, told))
    else:
        for errors in form.errors.values():
            messages.error(request, errors[0])
    return redirect("write", slug)


def _add(actor: object, story: Story, sent: object, form: PictureForm, told: dict[str, str]) -> None:
    from frontrow.web.pictures import MOST_BYTES

    data = sent.read(MOST_BYTES + 1)  # type: ignore[attr-defined]
    add_picture(actor, story, data, form.text("words"), told["credit"], told["licence"])  # type: ignore[arg-type]


@require_POST
@writers
def act(request: HttpRequest, slug: str) -> HttpResponse:
    """`do`: offer, withdraw, delete, agree, decline."""
    story = get_object_or_404(Story, slug=slug)
    actor, verb = actor_of(request), request.POST.get("do", "")
    deeds: dict[str, Callable[[], object]] = {
        "offer": lambda: offer_story(actor, story),
        "withdraw": lambda: withdraw_story(actor, story),
        "delete": lambda: delete_story(actor, story),
        "agree": lambda: answer_author(actor, story, True),
        "decline": lambda: answer_author(actor, story, False),
    }
    if verb in deeds:
        _done(request, deeds[verb])
    return redirect("writing")


def _mine(request: HttpRequest, slug: str) -> Story:
    story = get_object_or_404(Story.objects.select_related("author", "house"), slug=slug)
    if not Story.objects.by(request.user).filter(pk=story.pk).exists():
        raise PermissionDenied
    return story


def _named(author: Author | None, request: HttpRequest) -> dict[str, str]:
    if author is None:
        return {"name": request.user.get_full_name() or request.user.get_username()}
    return {"name": author.name, **AuthorForm.told(line=author.line)}


def _done(request: HttpRequest, do: Callable[[], object]) -> bool:
    try:
        do()
    except NotAllowed:
        raise PermissionDenied from None
    except UserError as error:
        messages.error(request, str(error))
        return False
    return True
