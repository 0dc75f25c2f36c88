"""Those of the desk are told by letter that somebody waits: once until she is answered, and never in a flood."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation

from frontrow.web import letters
from frontrow.web.desk.models import Talk
from frontrow.web.people.models import Role

AN_HOUR = 20  # letters at most: whoever opens talks by the hundred fills the inbox, not a mailbox


def addresses() -> list[str]:
    """FRONTROW_DESK_MAIL's; without it those of moderators and organisers; none where it is "0"."""
    if settings.DESK_MAIL == "0":
        return []
    if settings.DESK_MAIL:
        return [each.strip() for each in settings.DESK_MAIL.split(",") if each.strip()]
    staff = Q(is_superuser=True) | Q(memberships__role__in=(Role.MODERATOR, Role.ORGANISER))
    found = get_user_model().objects.filter(staff, is_active=True).exclude(email="").order_by("email")
    return list(found.values_list("email", flat=True).distinct())


def tell_staff(talk: Talk) -> bool:
    """Put the letter into the queue; inside the transaction that hands the talk over. It holds none of the visitor's
    words, which stay on our pages. False where it was told before, too much is told, or nobody is to be."""
    now = timezone.now()
    lately = Talk.objects.filter(told_at__gt=now - timedelta(hours=1)).count()
    if talk.told_at is not None or lately >= AN_HOUR or not (to := addresses()):
        return False
    talk.told_at = now
    talk.save(update_fields=["told_at"])
    language = settings.LANGUAGE_CODE
    with translation.override(language):
        page = reverse("desk-one", args=[talk.pk])
    waiting = Talk.objects.filter(state=Talk.State.WAITING).count()
    for address in to:
        letters.post("desk/waits", address, language, {"page": page, "waiting": waiting, "spoken": talk.language})
    return True
