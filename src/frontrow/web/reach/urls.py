"""The addresses of this room: pages carry their language, roots do not."""

from django.urls import URLPattern, path

from frontrow.web.reach import backstage, calendar, elsewhere, feed, files, offline, sitemap, views

pages: list[URLPattern] = [
    path("feed.xml", feed.feed, name="feed"),
    path("calendar.ics", calendar.season_ics, name="calendar"),
    path("shows/<slug:slug>.ics", calendar.show_ics, name="show-calendar"),
    path("backstage/reach/", backstage.reach, name="reach"),
    path("embed/", elsewhere.embed, name="embed"),
    path("reminders/", views.by_mail, name="remind"),
    path("reminders/push/", views.by_push, name="remind-push"),
    path("reminders/<str:key>/", views.reminder, name="reminder"),
    path("reminders/<str:key>/stop/", views.stop, name="reminder-stop"),
]
roots: list[URLPattern] = [
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("embed.js", elsewhere.script, name="embed-script"),
    path("manifest.webmanifest", files.manifest, name="manifest"),
    path("icon-<int:side>.png", files.icon, name="mark"),
    path("service-worker.js", files.service_worker, name="service-worker"),
    path("offline.html", offline.offline, name="offline"),
    path("push-key.json", views.push_key, name="push-key"),
]
