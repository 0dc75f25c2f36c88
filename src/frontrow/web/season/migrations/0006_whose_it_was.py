from django.db import migrations


def worn_by_one_house_alone(apps, schema_editor):  # type: ignore[no-untyped-def]
    """Until now that is how it was guessed whose a pattern or a fabric is; from now on it is written down."""
    garments = apps.get_model("season", "Garment").objects.select_related("look__collection")
    houses = {}
    for garment in garments:
        for name in (("Cloth", garment.fabric), ("Pattern", garment.pattern_id)):
            houses.setdefault(name, set()).add(garment.look.collection.house_id)
    for (model, name), found in houses.items():
        if len(found) == 1:
            key = "slug" if model == "Cloth" else "pk"
            apps.get_model("season", model).objects.filter(**{key: name}).update(house_id=found.pop())


class Migration(migrations.Migration):
    dependencies = [("season", "0005_whose_it_is")]

    operations = [migrations.RunPython(worn_by_one_house_alone, migrations.RunPython.noop)]
