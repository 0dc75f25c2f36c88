"""The addresses of this room: pages carry their language, roots do not."""

from django.urls import URLPattern, path

from frontrow.web.people import backstage

pages: list[URLPattern] = [path("backstage/", backstage.backstage, name="backstage")]
roots: list[URLPattern] = []
