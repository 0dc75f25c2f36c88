from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class School(AppConfig):
    name = "frontrow.web.school"
    verbose_name = _("Classes")

    def ready(self) -> None:
        from frontrow.web import doors, personal, retention
        from frontrow.web.people.models import Role
        from frontrow.web.reach import sitemap
        from frontrow.web.school.ending import end_classes
        from frontrow.web.school.lessons import LESSONS
        from frontrow.web.school.personal import Classes, losses

        doors.add(doors.Door("classes", _("Class"), menu="more", order=60))
        line = _("A code on the blackboard, a private show, critique, marks.")
        doors.add(doors.Door("teach", _("Classes"), line, roles=(Role.TEACHER,), order=60))
        retention.keep(retention.Term("classes", _("Classes, until the day that their teacher chose"), 0, end_classes))
        personal.register("classes", Classes())
        personal.shares(losses)
        sitemap.add(
            "lessons", lambda: [sitemap.Entry(reverse("classes")), *(sitemap.Entry(each.href) for each in LESSONS)]
        )
