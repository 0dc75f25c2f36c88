"""The rooms of the site, as Django apps."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Audit(AppConfig):
    name = "frontrow.web.audit"
    label = "audit"
    verbose_name = _("What was done")


class Season(AppConfig):
    name = "frontrow.web.season"
    label = "season"
    verbose_name = _("Season")


class Shows(AppConfig):
    name = "frontrow.web.shows"
    label = "shows"
    verbose_name = _("Shows")


class Shop(AppConfig):
    name = "frontrow.web.shop"
    label = "shop"
    verbose_name = _("Shop")

    def ready(self) -> None:
        from frontrow.web.shop.listening import listen

        listen()


class Studio(AppConfig):
    name = "frontrow.web.studio"
    label = "studio"
    verbose_name = _("Studio")


class Rules(AppConfig):
    name = "frontrow.web.rules"
    label = "rules"
    verbose_name = _("Recommendation rules")


class Insight(AppConfig):
    name = "frontrow.web.insight"
    label = "insight"
    verbose_name = _("Insight")

    def ready(self) -> None:
        from frontrow.web import doors

        doors.add(doors.Door("insight", _("Insight"), _("What visitors look at, and how sure that is."), order=20))


class Me(AppConfig):
    name = "frontrow.web.me"
    label = "me"
    verbose_name = _("My page")

    def ready(self) -> None:
        from frontrow.web import doors
        from frontrow.web.me import places, terms
        from frontrow.web.reach import sitemap

        sitemap.add("privacy", lambda: [sitemap.Entry(reverse("privacy"))])
        doors.add(doors.Door("privacy", _("Privacy"), menu="more", order=90))
        places.register()
        terms.register()


class Fitting(AppConfig):
    name = "frontrow.web.fitting"
    label = "fitting"
    verbose_name = _("Fitting room")

    def ready(self) -> None:
        """A look that has been made is draped in its sizes next."""
        from frontrow.web.fitting.actions.drape_sizes import drape_sizes
        from frontrow.web.studio.signals import look_made

        look_made.connect(lambda look, **_: drape_sizes(look), weak=False, dispatch_uid="sizes")


class People(AppConfig):
    name = "frontrow.web.people"
    label = "people"
    verbose_name = _("People and roles")

    def ready(self) -> None:
        from frontrow.web import doors
        from frontrow.web.account import listening as account
        from frontrow.web.people import attempts
        from frontrow.web.people.listening import listen
        from frontrow.web.people.models import Role

        attempts.register()
        account.listen()
        listen()
        roles = (Role.ORGANISER, Role.HOUSE)
        line = _("Who may do what here, and who is invited.")
        doors.add(doors.Door("people", _("People and roles"), line, roles=roles, order=10))


class Moderation(AppConfig):
    name = "frontrow.web.moderation"
    label = "moderation"
    verbose_name = _("Moderation")

    def ready(self) -> None:
        from frontrow.web import doors, personal, retention
        from frontrow.web.moderation.models import APPEAL_DAYS
        from frontrow.web.moderation.personal import Cases
        from frontrow.web.moderation.tidy import tidy
        from frontrow.web.people.models import Role

        line = _("What a person has to look at, and why.")
        doors.add(doors.Door("queue", _("The queue"), line, roles=(Role.MODERATOR,), order=10))
        personal.register("cases", Cases())
        what = _("Decided cases: the excerpt, the reasons, the moderator's note and an appeal")
        retention.keep(retention.Term("cases", what, APPEAL_DAYS, tidy))


class Stories(AppConfig):
    name = "frontrow.web.stories"
    label = "stories"
    verbose_name = _("Stories")

    def ready(self) -> None:
        from frontrow.web import doors, personal, retention
        from frontrow.web.people.models import Role
        from frontrow.web.reach import feed, sitemap
        from frontrow.web.season import shelves
        from frontrow.web.stories import passed_on
        from frontrow.web.stories.files import shelf
        from frontrow.web.stories.listening import listen
        from frontrow.web.stories.personal import APPLAUSE_DAYS, Written, tidy

        listen()
        sitemap.add("stories", passed_on.entries)
        feed.add("stories", passed_on.news)
        shelves.add("stories", shelf)
        personal.register("stories", Written())
        retention.keep(retention.Term("applause", _("Which stories your browser likes"), APPLAUSE_DAYS, tidy))
        doors.add(doors.Door("stories", _("Stories"), menu="rooms"))
        line = _("Write, offer and follow your stories.")
        doors.add(doors.Door("writing", _("Writers' room"), line, roles=(Role.CONTRIBUTOR, Role.HOUSE), order=15))


class Desk(AppConfig):
    name = "frontrow.web.desk"
    label = "desk"
    verbose_name = _("The desk")

    def ready(self) -> None:
        from django.urls import reverse

        from frontrow.web import doors, personal, retention
        from frontrow.web.desk.personal import DAYS, Talks, sweep
        from frontrow.web.people.models import Role
        from frontrow.web.reach import sitemap

        doors.add(doors.Door("desk", _("Ask the desk"), menu="more", order=10))
        doors.add(doors.Door("desk-facts", _("Questions and answers"), menu="more", order=11))
        line = _("Talks that visitors handed over, and ready replies.")
        doors.add(doors.Door("desk-inbox", _("The desk's inbox"), line, roles=(Role.MODERATOR,), order=15))
        retention.keep(retention.Term("desk", _("Talks at the desk, after their last word"), DAYS, sweep))
        personal.register("desk", Talks())
        sitemap.add("desk", lambda: [sitemap.Entry(reverse(name)) for name in ("desk", "desk-facts")])


class Sponsors(AppConfig):
    name = "frontrow.web.sponsors"
    label = "sponsors"
    verbose_name = _("Sponsors")

    def ready(self) -> None:
        from frontrow.web import doors
        from frontrow.web.reach import sitemap
        from frontrow.web.season import shelves
        from frontrow.web.sponsors.files import shelf
        from frontrow.web.sponsors.listening import entries, listen

        listen()
        shelves.add("sponsors", shelf)
        sitemap.add("sponsors", entries)
        doors.add(doors.Door("sponsors", _("Sponsors"), menu="more", order=60))
        line = _("Who pays, for what, and what of it was seen.")
        doors.add(doors.Door("backstage-sponsors", _("Sponsors"), line, order=40))


class School(AppConfig):
    name = "frontrow.web.school"
    label = "school"
    verbose_name = _("Classes")

    def ready(self) -> None:
        from django.urls import reverse

        from frontrow.web import doors, personal, retention
        from frontrow.web.people.models import Role
        from frontrow.web.reach import sitemap
        from frontrow.web.school.ending import end_classes
        from frontrow.web.school.lessons import LESSONS
        from frontrow.web.school.personal import Classes

        doors.add(doors.Door("classes", _("Class"), menu="more", order=60))
        line = _("A code on the blackboard, a private show, critique, marks.")
        doors.add(doors.Door("teach", _("Classes"), line, roles=(Role.TEACHER,), order=60))
        retention.keep(retention.Term("classes", _("Classes, until the day that their teacher chose"), 0, end_classes))
        personal.register("classes", Classes())
        sitemap.add(
            "lessons", lambda: [sitemap.Entry(reverse("classes")), *(sitemap.Entry(each.href) for each in LESSONS)]
        )


class Reach(AppConfig):
    name = "frontrow.web.reach"
    label = "reach"
    verbose_name = _("Reach")

    def ready(self) -> None:
        from frontrow.web import doors, personal, retention
        from frontrow.web.reach.personal import DAYS, Reminders, sweep

        doors.add(doors.Door("embed", _("A look on your own page"), menu="more", order=80))
        line = _("What somebody sees to whom a page is sent, and what it lacks.")
        doors.add(doors.Door("reach", _("Found and passed on"), line, order=70))
        personal.register("reminders", Reminders())
        what = _("Reminders that were not confirmed, or that have said what they were asked to")
        retention.keep(retention.Term("reminders", what, DAYS, sweep))


class Commons(AppConfig):
    name = "frontrow.web.commons"
    label = "commons"
    verbose_name = _("Commons")

    def ready(self) -> None:
        from frontrow.web import doors, personal
        from frontrow.web.commons import files, review, word
        from frontrow.web.commons.personal import Hands
        from frontrow.web.moderation.signals import decided
        from frontrow.web.people.models import Role

        decided.connect(lambda case, **_: review.decided(case), weak=False, dispatch_uid="commons")
        word.listen()
        files.listen()
        personal.register("commons", Hands())
        doors.add(doors.Door("commons", _("Commons"), menu="more", order=60))
        line = _("What your house uses of others and offers to them, and shows with other houses.")
        doors.add(doors.Door("shelf", _("Commons and joint shows"), line, roles=(Role.HOUSE,), order=40))


class Keys(AppConfig):
    name = "frontrow.web.keys"
    label = "keys"
    verbose_name = _("Keys and webhooks")

    def ready(self) -> None:
        from frontrow.web import doors, retention
        from frontrow.web.keys.listening import listen
        from frontrow.web.keys.models import Telling
        from frontrow.web.people.models import Role

        listen()
        line = _("For a shop, a game or another program of yours.")
        doors.add(doors.Door("keys", _("Keys and webhooks"), line, roles=(Role.HOUSE,), order=80))
        retention.keep(
            retention.Term(
                "tellings",
                _("Messages that webhooks were sent"),
                30,
                lambda before: Telling.objects.filter(at__lt=before).delete()[0],
            )
        )


class TakeAway(AppConfig):
    name = "frontrow.web.takeaway"
    label = "takeaway"
    verbose_name = _("Files for elsewhere")

    def ready(self) -> None:
        """A look that has been made is packed for game engines next, where its house gives it out."""
        from frontrow.web.studio.signals import look_made
        from frontrow.web.takeaway.actions.give_out import give_out

        look_made.connect(lambda look, **_: give_out(look), weak=False, dispatch_uid="game")
