"""The addresses of this room: pages carry their language, roots do not."""

from django.urls import URLPattern, path

from frontrow.web.moderation import views

pages: list[URLPattern] = [
    path("backstage/queue/", views.queue, name="queue"),
    path("backstage/queue/<int:pk>/", views.judge, name="judge"),
    path("backstage/queue/trusted/", views.trust, name="queue-trust"),
    path("cases/<int:pk>/", views.case, name="case"),
]
roots: list[URLPattern] = []
