from django.db import migrations, models

from portal.operations.online import AddIndexOnline


class Migration(migrations.Migration):
    # As AddIndexOnline asks.
    atomic = False

    dependencies = [
        ("careers", "0035_daily_indexes"),
    ]

    operations = [
        AddIndexOnline(
            model_name="savedsearch",
            index=models.Index(fields=["rhythm", "query"], name="saved_search_rhythm"),
        ),
    ]
