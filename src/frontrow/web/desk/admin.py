"""Opening hours and ready replies in the admin."""

from django.contrib import admin

from frontrow.web.audit.admin import Audited
from frontrow.web.desk.models import Opening, Reply


@admin.register(Opening)
class Openings(Audited, admin.ModelAdmin[Opening]):
    list_display = ("day", "opens", "closes", "zone")


@admin.register(Reply)
class Replies(Audited, admin.ModelAdmin[Reply]):
    list_display = ("title", "order")
