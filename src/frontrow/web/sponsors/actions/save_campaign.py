"""Plan a campaign, or change it; pause it, or let it go on."""

from django.db import transaction

from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.people.models import Role
from frontrow.web.slugs import free_slug
from frontrow.web.sponsors.models import Campaign


@transaction.atomic
def save_campaign(actor: Actor, campaign: Campaign) -> Campaign:
    """One without a slug gets its title's. Raises NotAllowed; ValidationError."""
    actor.must(Role.ORGANISER)
    campaign.slug = campaign.slug or free_slug(Campaign, campaign.title)
    campaign.full_clean()
    if campaign.pk:
        fields = [field.name for field in campaign._meta.concrete_fields if field.name not in ("id", "spent")]
        campaign.save(update_fields=fields)  # what was spent meanwhile stays
    else:
        campaign.save()
    record(actor, "save_campaign", campaign, budget=campaign.budget, bid=campaign.bid)
    return campaign


@transaction.atomic
def pause_campaign(actor: Actor, campaign: Campaign, paused: bool) -> None:
    """Raises NotAllowed."""
    actor.must(Role.ORGANISER)
    Campaign.objects.filter(pk=campaign.pk).update(paused=paused)
    record(actor, "pause_campaign", campaign, paused=paused)
