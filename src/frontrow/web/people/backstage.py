"""Behind the stage: every page that somebody is responsible for, for those who are."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from frontrow.web import doors
from frontrow.web.people.models import Role
from frontrow.web.people.roles import houses_of, only, roles_of


@never_cache
@only(*Role)
def backstage(request: HttpRequest) -> HttpResponse:
    """The doors that open for this account, and the houses for which it may act."""
    held = roles_of(request.user)
    return render(
        request,
        "people/backstage.html",
        {
            "found": doors.backstage(held),
            "held": sorted(role.label for role in held),
            "houses": houses_of(request.user),
        },
    )
