"""The addresses of this room: pages carry their language, roots do not."""

from django.urls import URLPattern, path

from frontrow.web.stories.views import reading, writing

pages: list[URLPattern] = [
    path("stories/", reading.stories, name="stories"),
    path("stories/by/<slug:slug>/", reading.author, name="author"),
    path("stories/<slug:slug>/", reading.story, name="story"),
    path("stories/<slug:slug>/like/", reading.like, name="like-story"),
    path("backstage/stories/", writing.room, name="writing"),
    path("backstage/stories/new/", writing.write, name="write-new"),
    path("backstage/stories/<slug:slug>/", writing.write, name="write"),
    path("backstage/stories/<slug:slug>/picture/", writing.picture, name="story-picture"),
    path("backstage/stories/<slug:slug>/act/", writing.act, name="story-act"),
]
roots: list[URLPattern] = []
