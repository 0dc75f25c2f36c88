"""An address that an account was only asked to move to was kept beside its own; such wishes are asked for again."""

from typing import Any

from django.db import migrations
from django.db.models import F


def forget(apps: Any, _editor: Any) -> None:
    addresses = apps.get_model("account", "EmailAddress").objects.filter(verified=False)
    addresses.exclude(email__iexact=F("user__email")).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_invitations"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
