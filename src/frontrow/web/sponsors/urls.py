"""The addresses of this room: pages carry their language, roots do not."""

from django.urls import URLPattern, path

from frontrow.web.sponsors import backstage, counting, views

pages: list[URLPattern] = [
    path("sponsors/", views.sponsors, name="sponsors"),
    path("sponsors/choice/", views.choice, name="sponsors-choice"),
    path("sponsors/go/<str:token>/", views.go, name="sponsor-go"),
    path("sponsors/why/<str:token>/", views.why, name="sponsor-why"),
    path("sponsors/hall/<slug:slug>.json", counting.hall, name="sponsors-hall"),
    path("sponsors/<slug:slug>/", views.sponsor, name="sponsor"),
    path("backstage/sponsors/", backstage.overview, name="backstage-sponsors"),
    path("backstage/sponsors/places/", backstage.place, name="sponsor-place"),
    path("backstage/sponsors/release/", backstage.release, name="sponsor-release"),
    path("backstage/sponsors/new/", backstage.edit_sponsor, name="sponsor-new"),
    path("backstage/sponsors/pictures/<slug:slug>/", backstage.picture, name="sponsor-picture"),
    path("backstage/sponsors/campaigns/<slug:slug>/", backstage.campaign, name="campaign"),
    path("backstage/sponsors/campaigns/<slug:slug>/report/", backstage.report, name="campaign-report"),
    path("backstage/sponsors/<slug:slug>/", backstage.edit_sponsor, name="sponsor-edit"),
    path("backstage/sponsors/<slug:slug>/campaigns/new/", backstage.new_campaign, name="campaign-new"),
]
roots: list[URLPattern] = [
    path("api/sponsors/seen", counting.seen, name="sponsors-seen"),
]
