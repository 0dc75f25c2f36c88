import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0003_bags_hold_variants")]
    operations = [
        migrations.RemoveConstraint(model_name="bagline", name="one_line_a_size"),
        migrations.RemoveField(model_name="bagline", name="look"),
        migrations.RemoveField(model_name="bagline", name="size"),
        migrations.AlterModelOptions(
            name="bagline",
            options={"ordering": ["at", "id"], "verbose_name": "bag line", "verbose_name_plural": "bag lines"},
        ),
        migrations.AlterField(
            model_name="bagline",
            name="variant",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="shop.variant",
                verbose_name="variant",
            ),
        ),
        migrations.AddConstraint(
            model_name="bagline",
            constraint=models.UniqueConstraint(fields=["holder", "variant"], name="one_line_a_variant"),
        ),
    ]
