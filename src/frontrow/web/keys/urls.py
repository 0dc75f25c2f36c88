"""The addresses of this room: pages carry their language, roots do not."""

from django.urls import URLPattern

pages: list[URLPattern] = []
roots: list[URLPattern] = []
