"""A class's own page: what it is to do, what walks in its show, what one made."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from frontrow.web.school.lessons import LESSONS
from frontrow.web.school.member import Member, member_of
from frontrow.web.school.models import Work
from frontrow.web.season.models import Pattern


def patterns_of(member: Member) -> list[Pattern]:
    """What a look of this class may begin from."""
    found = Pattern.objects.all()
    allowed = member.course.patterns
    return list(found.filter(slug__in=allowed) if allowed else found)


def walking(member: Member) -> list[Work]:
    """The looks of the show, in order."""
    works = Work.objects.filter(student__course=member.course, place__gt=0).exclude(glb="")
    return list(works.select_related("student__course"))


@never_cache
def room(request: HttpRequest, code: str) -> HttpResponse:
    member = member_of(request, code)
    if member.teaches:
        return redirect("teach-class", code=code)
    mine = member.student.works.select_related("student__course").order_by("at")  # type: ignore[union-attr]
    return render(
        request,
        "school/room.html",
        {
            "course": member.course,
            "student": member.student,
            "mine": mine,
            "walking": walking(member),
            "patterns": patterns_of(member),
            "brings": not member.course.patterns,
            "lessons": LESSONS,
        },
    )
