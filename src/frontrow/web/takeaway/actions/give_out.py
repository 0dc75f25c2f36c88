"""Have the files of a look made that its house gives out, and take them away where it does not any more."""

from django.db import transaction

from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.licences import Licence
from frontrow.web.people.models import Role
from frontrow.web.season.models import Collection, Look
from frontrow.web.takeaway.models import ENDINGS, Terms, files_of, folder_of, licence_of

AFTER = -5  # priority: after the looks themselves, before their sizes


def give_out(look: Look) -> bool:
    """Ask the worker for the files of `look` unless they are there or not given out. True if it was asked."""
    from frontrow.web.takeaway.tasks import make_game

    look = Look.objects.select_related("asset").get(pk=look.pk)  # as it is made by now
    asset = getattr(look, "asset", None)
    if asset is None or not asset.digest or not licence_of(look).given or files_of(look):
        return False
    make_game.using(priority=AFTER).enqueue(look.pk)
    return True


@transaction.atomic
def set_terms(actor: Actor, collection: Collection, licence: Licence) -> Terms:
    """Give a collection's looks out under `licence`, or no longer. Raises NotAllowed unless the actor is of its house.

    What was taken before keeps the licence it was taken under; nobody can take that back.
    """
    actor.must(Role.HOUSE, house=collection.house)
    terms, _ = Terms.objects.update_or_create(collection=collection, defaults={"licence": licence})
    record(actor, "set_terms", f"collection:{collection.pk}", licence=str(licence))
    for look in collection.looks.select_related("asset"):
        transaction.on_commit(lambda look=look: give_out(look) if licence.given else remove(look))
    return terms


def remove(look: Look) -> int:
    """Take the files of `look` away; how many there were."""
    gone = [path for ending in ENDINGS for path in folder_of(look).glob(f"*.{ending}")]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)
