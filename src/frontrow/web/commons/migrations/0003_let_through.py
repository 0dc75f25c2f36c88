from typing import Any

from django.db import migrations, models


def seen(apps: Any, schema_editor: Any) -> None:
    """What everybody could see by a moderator's word stays seen: what is open, and what was used before it went."""
    offers = apps.get_model("commons", "Offer").objects
    versions = apps.get_model("commons", "Version").objects
    used = models.Q(state="withdrawn", versions__uses__isnull=False)
    known = list(offers.filter(models.Q(state="open") | used).values_list("pk", flat=True))
    offers.filter(pk__in=known).update(known=True)
    versions.filter(offer__in=known).update(let_through=True)


class Migration(migrations.Migration):
    dependencies = [("commons", "0002_pooled")]

    operations = [
        migrations.AddField("offer", "known", models.BooleanField(default=False, editable=False)),
        migrations.AddField("version", "let_through", models.BooleanField(default=False, editable=False)),
        migrations.RunPython(seen, migrations.RunPython.noop),
    ]
