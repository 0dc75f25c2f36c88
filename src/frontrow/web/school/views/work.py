"""A look of the class: in the round, with remarks pinned on it; for whoever made it, the bench as well."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from frontrow.errors import UserError
from frontrow.web.audit.actor import NotAllowed, actor_of
from frontrow.web.school.actions.critique import pin, settle, unpin
from frontrow.web.school.actions.drape_work import change_work
from frontrow.web.school.actions.erase_work import erase_work
from frontrow.web.school.actions.line_up import enter
from frontrow.web.school.flat import flat_svg
from frontrow.web.school.forms import PinForm, WorkForm
from frontrow.web.school.grades import judged
from frontrow.web.school.member import Member, member_of, work_of
from frontrow.web.school.models import Pin, Work
from frontrow.web.school.queue import said, so_far
from frontrow.web.school.spec import is_finishing
from frontrow.web.school.trail import steps_of
from frontrow.web.school.views.bench import flat_of
from frontrow.web.school.where import where
from frontrow.web.season.faults import told
from frontrow.web.season.models import Pattern
from frontrow.web.season.words import fabric_titles

USUAL = 1.72  # metres, where a report says no height


@never_cache
def work(request: HttpRequest, code: str, key: str) -> HttpResponse:
    member = member_of(request, code)
    found = work_of(member, key)
    form, flat, status = None, "", 200
    if _is_mine(member, found):
        form, flat, done = _bench(request, found, changing=request.method == "POST")
        if done:
            return done
        status = 400 if form.errors else 200
    return render(request, "school/work.html", _context(member, found, form, flat, PinForm()), status=status)


def _is_mine(member: Member, found: Work) -> bool:
    return member.student is not None and member.student.pk == found.student_id


def _context(member: Member, found: Work, form: WorkForm | None, flat: str, pins: PinForm) -> dict[str, object]:
    mine = _is_mine(member, found)
    sees_marks = member.teaches or (mine and member.course.told)
    return {
        "mine": mine,
        "teaches": member.teaches,
        "student": member.student,
        "form": form,
        "flat": flat,
        "laid": "" if flat or not found.is_there else _laid(found),
        "pins": list(found.pins.select_related("by")),
        "pin": pins,
        "fabric": fabric_titles().get(found.fabric, found.fabric),
        "made": (found.report.get("garments") or [{}])[0],
        "judged": judged(found) if sees_marks else None,
        "remark": getattr(found, "remark", None) if sees_marks else None,
        "before": steps_of(found.trail[:-1], form),
    } | _making(member, found)


def _laid(found: Work) -> str:
    """The pieces of what was draped; "" where they cannot be drawn."""
    options = tuple(sorted(found.options.items()))
    try:
        return flat_svg(found.source, found.pattern or "pattern", found.chart, found.size, options)
    except UserError:
        return ""


def _bench(request: HttpRequest, found: Work, changing: bool) -> tuple[WorkForm, str, HttpResponse | None]:
    """The form to change it with, the pattern lying flat, and the answer to a change that was made."""
    pattern = Pattern(slug=found.pattern, source=found.source) if found.pattern else None
    form = WorkForm(request.POST if changing else None, pattern=pattern, work=found)
    if changing and form.is_valid() and "look" not in request.POST:
        try:
            return form, "", redirect(change_work(actor_of(request), found, **form.made_of()))
        except UserError as error:
            form.add_error(None, told(str(error)))
            found.refresh_from_db()
    return form, flat_of(form, pattern) if pattern else "", None


@never_cache
def progress(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """What a page that waits for a drape puts in its place: a piece of it."""
    member = member_of(request, code)
    found = work_of(member, key)
    return render(request, "school/progress.html", _making(member, found))


def _making(member: Member, found: Work) -> dict[str, object]:
    return {
        "course": member.course,
        "work": found,
        "said": said(found),
        "so_far": so_far(found),
        "finishing": is_finishing(found),
    }


@never_cache
def work_json(request: HttpRequest, code: str, key: str) -> JsonResponse:
    """How far it is, and where its remarks are pinned."""
    found = work_of(member_of(request, code), key)
    pinned = [
        {"id": each.pk, "at": [each.x, each.y, each.z], "done": each.done}
        for each in found.pins.all()
        if each.x is not None
    ]
    return JsonResponse(
        {
            "state": found.state,
            "step": found.step,
            "progress": round(found.progress, 2),
            "glb": found.glb_url,
            "poster": found.poster_url,
            "pins": pinned,
        }
    )


@require_POST
def pin_view(request: HttpRequest, code: str, key: str) -> HttpResponse:
    member = member_of(request, code)
    found = work_of(member, key)
    form = PinForm(request.POST)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("kind", "text", "side", "height")}
        if point := form.point:
            said |= dict(zip("xyz", point, strict=True))
            said["side"], said["height"] = where(*point, tall=float(found.report.get("height", USUAL)))
        try:
            pin(actor_of(request), found, **said)
            messages.success(request, _("Your remark is pinned."))
            return redirect(f"{found.get_absolute_url()}#remarks")
        except UserError as error:
            form.add_error(None, str(error))
    mine = _is_mine(member, found)
    change, flat, _done = _bench(request, found, changing=False) if mine else (None, "", None)
    return render(request, "school/work.html", _context(member, found, change, flat, form), status=400)


@require_POST
def pin_change(request: HttpRequest, code: str, key: str, number: int) -> HttpResponse:
    """done=1 or 0: seen to or not; else it is taken away."""
    found = work_of(member_of(request, code), key)
    remark = Pin.objects.filter(work=found, pk=number).select_related("work__student__course").first()
    if remark is None:
        raise Http404
    if "done" in request.POST:
        return _did(request, found, lambda: settle(actor_of(request), remark, request.POST["done"] == "1"), "#remarks")
    return _did(request, found, lambda: unpin(actor_of(request), remark), "#remarks")


@require_POST
def walk(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """walks=1: into the show; 0: out of it."""
    found = work_of(member_of(request, code), key)
    return _did(request, found, lambda: enter(actor_of(request), found, request.POST.get("walks") == "1"))


@require_POST
def erase(request: HttpRequest, code: str, key: str) -> HttpResponse:
    found = work_of(member_of(request, code), key)
    try:
        erase_work(actor_of(request), found)
    except NotAllowed:
        raise PermissionDenied from None
    messages.success(request, _("The look is erased."))
    return redirect(found.student.course)


def _did(request: HttpRequest, found: Work, job: Callable[[], object], fragment: str = "") -> HttpResponse:
    try:
        job()
    except UserError as error:
        messages.error(request, str(error))
    return redirect(found.get_absolute_url() + fragment)
