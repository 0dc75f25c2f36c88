"""The first day on the database of the environment: every kind of page, the desk, the queue. Prints it as JSON."""

import json
import secrets
from pathlib import Path

PAGES = ("", "shows/", "looks/ondo-01/", "houses/ondo/", "bag/", "me/", "studio/", "fitting/?look=ondo-01")
DESK = ("", "season/look/?q=cake", "shop/order/", "shop/variant/?q=ondo-01", "audit/auditrow/")


def main() -> None:
    from frontrow.web.setup import prepare, season_folder

    prepare(season=Path(season_folder()))
    from django.contrib.auth.models import User
    from django.db import connection
    from django.test import Client
    from django_tasks_db.models import DBTaskResult

    from frontrow.web.home import home
    from frontrow.web.studio.claims import HOST
    from frontrow.web.studio.worker import _next, recover

    visitor, organiser = Client(), Client()
    organiser.force_login(User.objects.create_superuser("organiser", password=secrets.token_hex(8)))
    for size in ("M", "made"):
        visitor.post("/en/looks/ondo-01/bag/", {"size": size})
    visitor.post("/en/looks/ondo-01/save/", {})
    statuses = {page: visitor.get(f"/en/{page}").status_code for page in PAGES}
    statuses |= {f"admin/{page}": organiser.get(f"/admin/{page}").status_code for page in DESK}
    bag = visitor.get("/en/bag/").content.decode()
    claimed = _next(f"{HOST}:1:gone")  # a worker that dies over it
    print(
        json.dumps(
            {
                "vendor": connection.vendor,
                "statuses": statuses,
                "bag": bag.count("Marble Cake") > 1,
                "claimed": claimed is not None,
                "running": DBTaskResult.objects.running().count(),
                "recovered": recover(home().workers),
            }
        )
    )


if __name__ == "__main__":
    main()
