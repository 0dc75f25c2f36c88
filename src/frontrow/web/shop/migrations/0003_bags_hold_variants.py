"""What is in bags becomes variants; those that are not for sale yet are made, to order and without a price."""

from typing import Any

from django.db import migrations

SIZES = ("XS", "S", "M", "L", "XL", "2XL", "3XL")


def hold_variants(apps: Any, schema_editor: Any) -> None:
    lines, variants = apps.get_model("shop", "BagLine"), apps.get_model("shop", "Variant")
    for line in lines.objects.filter(variant=None).select_related("look"):
        line.variant, _ = variants.objects.get_or_create(
            look=line.look,
            size=line.size,
            colour="",
            defaults={
                "sku": f"{line.look.slug}-{line.size}".upper(),
                "supply": "order",
                "order": SIZES.index(line.size) if line.size in SIZES else 0,
            },
        )
        line.save(update_fields=["variant"])


class Migration(migrations.Migration):
    dependencies = [("shop", "0002_for_sale")]
    operations = [migrations.RunPython(hold_variants, migrations.RunPython.noop)]
