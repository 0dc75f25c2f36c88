"""The addresses of this room: pages carry their language, roots do not."""

from django.urls import URLPattern, path

from frontrow.web.reach import calendar, feed, sitemap

pages: list[URLPattern] = [
    path("feed.xml", feed.feed, name="feed"),
    path("calendar.ics", calendar.season_ics, name="calendar"),
    path("shows/<slug:slug>.ics", calendar.show_ics, name="show-calendar"),
]
roots: list[URLPattern] = [
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
]
