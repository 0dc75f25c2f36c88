"""The class's own show: the stage, for the class alone."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page

from frontrow.show import LineUp, Timeline, Walk, clips_of, encode, timeline
from frontrow.web.school.member import Member, member_of
from frontrow.web.school.models import Work
from frontrow.web.school.views.room import walking
from frontrow.web.studio.ready import guests_url


@never_cache
def show(request: HttpRequest, code: str) -> HttpResponse:
    member = _let_in(request, code)
    return render(
        request,
        "school/show.html",
        {"course": member.course, "walking": walking(member), "guests": guests_url(), "teaches": member.teaches},
    )


@never_cache
@gzip_page
def timeline_json(request: HttpRequest, code: str) -> HttpResponse:
    member = _let_in(request, code)
    return HttpResponse(encode(staged(member, walking(member))), content_type="application/json")


def staged(member: Member, works: list[Work]) -> Timeline:
    """The show as data; it loops, so that nobody comes late."""
    line = LineUp(
        slug=f"class-{member.course.key}",
        title={"en": member.course.title},
        houses=tuple(dict.fromkeys(str(work.student_id) for work in works)),
        looks=tuple(work.key for work in works),
    )
    return timeline(line, {work.key: _walk(work, member.course.code) for work in works})


def _walk(work: Work, code: str) -> Walk:
    walk = work.report.get("walk", {})
    return Walk(
        speed=float(walk.get("speed", 1.2)),
        period=float(walk.get("period", 120 / 112)),
        height=float(work.report.get("height", 1.78)),
        house=str(work.student_id),
        title={"en": work.title},
        house_title={"en": work.student.nickname},
        glb=work.glb_url,
        poster=work.poster_url,
        finish=work.finish,
        url=f"/class/{code}/looks/{work.key}/",
        clips=clips_of(work.report.get("clips")),
    )


def _let_in(request: HttpRequest, code: str) -> Member:
    """The teacher always; students while the show is open."""
    member = member_of(request, code)
    if not member.teaches and not member.course.shown:
        raise Http404
    return member
