"""A teacher hands a class to another one: whoever leaves need not take the students' work with her."""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web import letters
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.people.models import Role
from frontrow.web.people.roles import holds
from frontrow.web.school.actions.open_class import MOST
from frontrow.web.school.member import must_teach
from frontrow.web.school.models import Course


@transaction.atomic
def hand_over(actor: Actor, course: Course, to: str) -> None:
    """to: how another teacher signs in. She finds it among her classes and is told by letter. Raises NotAllowed,
    UserError, in the same words for whoever is no teacher and whoever is nobody.
    """
    must_teach(actor, course)
    known = get_user_model().objects.filter(Q(username__iexact=to) | Q(email__iexact=to), is_active=True)
    other = next((user for user in known if to and holds(user, Role.TEACHER)), None)
    if other is None:
        raise UserError(_("No teacher of this house signs in like that."))
    if other.pk == course.teacher_id:
        raise UserError(_("The class is this teacher's already."))
    if Course.objects.filter(teacher=other).count() >= MOST:
        raise UserError(_("This teacher has thirty classes; one of them has to end first."))
    course.teacher = other
    course.save(update_fields=["teacher"])
    record(actor, "hand_over_class", f"course:{course.pk}", to=f"user:{other.pk}")
    if other.email:
        page = reverse("teach-class", args=[course.code])
        letters.post("school/handed", other.email, get_language() or "en", {"title": course.title, "page": page})
