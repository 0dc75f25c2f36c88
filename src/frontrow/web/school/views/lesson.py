"""The lessons: public pages, the same for everybody, and nothing of who reads them is kept."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from frontrow.web.school.lessons import LESSONS, drape, ease, learning

FACTS = {"ease": ease.facts, "drape": drape.facts, "learning": learning.facts}


def lesson(request: HttpRequest, slug: str) -> HttpResponse:
    found = next((each for each in LESSONS if each.slug == slug), None)
    if found is None:
        raise Http404
    others = [each for each in LESSONS if each is not found]
    context = {"lesson": found, "others": others} | FACTS[slug](request)
    return render(request, f"school/lesson-{slug}.html", context)
