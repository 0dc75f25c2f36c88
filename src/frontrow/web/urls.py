"""Every address of the site. Pages carry their language; what scripts ask for does not."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, re_path
from django.utils.translation import get_language
from django.views.static import serve

from frontrow.web.account import urls as account
from frontrow.web.api.docs import docs as api_docs
from frontrow.web.api.errors import nothing_here
from frontrow.web.api.site import api
from frontrow.web.authority import authority
from frontrow.web.commons import urls as commons
from frontrow.web.desk import urls as desk
from frontrow.web.fitting import api as fitting
from frontrow.web.fitting import page as fitting_page
from frontrow.web.insight import views as insight
from frontrow.web.keys import urls as keys
from frontrow.web.me import plain
from frontrow.web.me import views as me
from frontrow.web.moderation import urls as moderation
from frontrow.web.people import urls as people
from frontrow.web.reach import urls as reach
from frontrow.web.school import urls as school
from frontrow.web.season import views as season
from frontrow.web.shop.views import bag, checkout, keeping, orders, paying
from frontrow.web.shows import views as shows
from frontrow.web.sponsors import urls as sponsors
from frontrow.web.stories import urls as stories
from frontrow.web.studio import views as studio

ROOMS = (account, people, moderation, stories, desk, sponsors, school, reach, commons, keys)


def door(request: HttpRequest) -> HttpResponse:
    return redirect(f"/{get_language() or 'en'}/")


urlpatterns = [
    path("", door),
    path("favicon.ico", season.icon, {"accent": "b23c22"}),
    path("authority.crt", authority),
    path("admin/", admin.site.urls),
    path("api/shows/<slug:slug>/timeline.json", shows.timeline_json, name="timeline"),
    path("api/looks/<slug:slug>.json", season.look_json, name="look-json"),
    path("api/studio/<str:key>.json", studio.upload_json, name="upload-json"),
    path("api/mannequin-<str:digest>.bin", fitting.mannequin, name="mannequin"),
    path("api/payments/<slug:provider>/", paying.told, name="told"),
    path("bank/<slug:reference>/", paying.bank, name="bank"),
    *(address for room in ROOMS for address in room.roots),
    path("api/", api.urls),
    path("api/<path:path>", nothing_here),
    re_path(r"^season-(?P<accent>[0-9a-fA-F]{6})\.css$", season.colours, name="colours"),
    re_path(r"^season-(?P<accent>[0-9a-fA-F]{6})\.svg$", season.icon, name="icon"),
    # The outer server answers these two itself; here for the pages on their own.
    re_path(r"^assets/(?P<path>.*)$", serve, {"document_root": settings.CLIENT}),
    re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT}),
]
urlpatterns += i18n_patterns(
    path("", season.front, name="front"),
    path("shows/", shows.shows, name="shows"),
    path("shows/<slug:slug>/", shows.show, name="show"),
    path("looks/<slug:slug>/", season.look, name="look"),
    path("looks/<slug:slug>/save/", keeping.save, name="save"),
    path("looks/<slug:slug>/dismiss/", keeping.dismiss, name="dismiss"),
    path("looks/<slug:slug>/bag/", bag.add, name="add"),
    path("fitting/", fitting_page.fitting, name="fitting"),
    path("houses/<slug:slug>/", season.house, name="house"),
    path("bag/", bag.bag, name="bag"),
    path("bag/<int:line>/", bag.change, name="change"),
    path("bag/place/", bag.place, name="place"),
    path("checkout/", checkout.checkout, name="checkout"),
    path("orders/<slug:key>/", orders.order, name="order"),
    path("orders/<slug:key>/pay/", paying.pay_order, name="pay"),
    path("orders/<slug:key>/cancel/", orders.cancel, name="cancel"),
    path("orders/<slug:key>/return/", orders.send_back, name="return"),
    path("orders/<slug:key>/forget/", orders.forget, name="forget-measures"),
    path("orders/<slug:key>/<int:line>.<slug:ending>", orders.pattern, name="pattern"),
    *(page for room in ROOMS for page in room.pages),
    path("privacy/", plain.privacy, name="privacy"),
    path("me/", me.me, name="me"),
    path("me/choice/", me.choice, name="choice"),
    path("me/not-true/", me.not_true, name="not-true"),
    path("me/export/", me.take_away, name="export"),
    path("me/erase/", me.forget, name="erase"),
    path("insight/", insight.insight, name="insight"),
    path("insight/release/", insight.release, name="insight-release"),
    path("insight/plan/", insight.plan, name="insight-plan"),
    path("insight/houses/<slug:slug>/", insight.of_house, name="insight-house"),
    path("api/", api_docs, name="api-docs"),
    path("studio/", studio.studio, name="studio"),
    path("studio/patterns/<slug:slug>.yaml", studio.sample, name="sample"),
    path("studio/<str:key>/", studio.upload, name="upload"),
)

handler403 = "frontrow.web.views.no_access"
handler404 = "frontrow.web.views.not_found"
handler500 = "frontrow.web.views.failed"
