"""The addresses of this room: pages carry their language, roots do not."""

from django.urls import URLPattern, path

from frontrow.web.commons.views import commons, joint, shelf

pages: list[URLPattern] = [
    path("commons/", commons.commons, name="commons"),
    path("commons/<slug:slug>/", commons.offer, name="commons-offer"),
    path("commons/<slug:slug>/<int:number>.yaml", commons.file, name="commons-file"),
    path("commons/<slug:slug>/use/", commons.take, name="commons-use"),
    path("commons/<slug:slug>/version/", commons.version, name="commons-version"),
    path("commons/<slug:slug>/withdraw/", commons.take_back, name="commons-withdraw"),
    path("commons/<slug:slug>/report/", commons.tell, name="commons-report"),
    path("backstage/commons/", shelf.shelf, name="shelf"),
    path("backstage/commons/release/", shelf.release, name="shelf-release"),
    path("backstage/commons/uses/<int:pk>/put/", shelf.put_to_use, name="shelf-put"),
    path("backstage/commons/uses/<int:pk>/newest/", shelf.newest, name="shelf-newest"),
    path("backstage/commons/<slug:slug>/offer/", shelf.give, name="shelf-offer"),
    path("backstage/commons/<slug:slug>/show/", joint.start, name="joint-start"),
    path("backstage/joint/<slug:slug>/", joint.joint, name="joint"),
    path("backstage/joint/<slug:slug>/change/", joint.change, name="joint-change"),
]
roots: list[URLPattern] = []
