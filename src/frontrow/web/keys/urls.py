"""The addresses of this room: pages carry their language, roots do not."""

from django.urls import URLPattern, path

from frontrow.web.keys import views

pages: list[URLPattern] = [
    path("backstage/keys/", views.keys, name="keys"),
    path("backstage/keys/new/", views.new_key, name="new-key"),
    path("backstage/keys/<int:pk>/revoke/", views.revoke, name="revoke-key"),
    path("backstage/hooks/new/", views.new_hook, name="new-hook"),
    path("backstage/hooks/<int:pk>/stop/", views.stop, name="stop-hook"),
    path("backstage/hooks/messages/<int:pk>/again/", views.again, name="send-again"),
]
roots: list[URLPattern] = []
