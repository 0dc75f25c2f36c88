"""The addresses of this room: pages carry their language, roots do not."""

from django.urls import URLPattern, path

from frontrow.web.desk import inbox, views

pages: list[URLPattern] = [
    path("desk/", views.desk, name="desk"),
    path("desk/ask/", views.ask, name="desk-ask"),
    path("desk/facts/", views.facts, name="desk-facts"),
    path("desk/person/", views.person, name="desk-person"),
    path("desk/rate/", views.rate, name="desk-rate"),
    path("desk/clear/", views.clear, name="desk-clear"),
    path("talks/<slug:key>/", views.talk, name="desk-talk"),
    path("backstage/desk/", inbox.inbox, name="desk-inbox"),
    path("backstage/desk/<int:number>/", inbox.one, name="desk-one"),
    path("backstage/desk/<int:number>/reply/", inbox.reply, name="desk-reply"),
    path("backstage/desk/<int:number>/take/", inbox.take, name="desk-take"),
    path("backstage/desk/<int:number>/close/", inbox.close, name="desk-close"),
]
roots: list[URLPattern] = []
