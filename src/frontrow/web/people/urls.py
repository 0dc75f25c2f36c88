"""The addresses of this room: pages carry their language, roots do not."""

from django.urls import URLPattern, path

from frontrow.web.people import backstage, views

pages: list[URLPattern] = [
    path("backstage/", backstage.backstage, name="backstage"),
    path("backstage/people/", views.people, name="people"),
    path("backstage/people/<int:membership>/end/", views.end, name="end-role"),
    path("backstage/people/invitations/<int:invitation>/", views.uninvite, name="uninvite"),
    path("invitation/<slug:key>/", views.invited, name="invited"),
]
roots: list[URLPattern] = []
