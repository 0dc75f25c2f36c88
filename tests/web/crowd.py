"""Fifty customers buy the same dress at once, on the database of the environment: python -m tests.web.crowd.

Prints what became of it as JSON. A program of its own, because a process has one database for good.
"""

import json
import multiprocessing
import secrets
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

PROCESSES, THREADS = 5, 10
DRESS, GOWN = "ondo-01", "serein-03"


def buy(number: int, results: Any) -> None:
    """Put a dress and a gown into a bag in either order, send the form twice, press "pay" in two tabs at once."""
    from django.db import connection

    from frontrow.errors import UserError
    from frontrow.web.audit.actor import Actor, Kind
    from frontrow.web.shop.actions.fill_bag import add_to_bag
    from frontrow.web.shop.actions.pay import pay
    from frontrow.web.shop.actions.place_order import Checkout, place_order
    from frontrow.web.shop.models import Variant

    buyer = Actor(Kind.VISITOR, holder=secrets.token_hex(16))
    form = Checkout("once", "a@example.org", "A. Buyer", "DE", {})
    try:
        for slug in (DRESS, GOWN) if number % 2 else (GOWN, DRESS):
            add_to_bag(buyer, Variant.objects.get(look__slug=slug, size="M", colour=""))
        order = place_order(buyer, form)
        again = place_order(buyer, form)
        tabs = [threading.Thread(target=tab, args=(buyer, order, results)) for _ in range(2)]
        for each in tabs:
            each.start()
        for each in tabs:
            each.join()
        assert again.pk == order.pk and pay(buyer, order, "approve").state == "captured"
        results.append("bought")
    except UserError as error:
        results.append("refused: " + str(error).split(" in M ")[-1])
    except Exception as error:
        results.append(f"failed: {type(error).__name__}: {error}")
    finally:
        connection.close()


def tab(buyer: Any, order: Any, results: Any) -> None:
    from django.db import connection

    from frontrow.web.shop.actions.pay import pay

    try:
        pay(buyer, order, "approve")
    except Exception as error:
        results.append(f"failed: {type(error).__name__}: {error}")
    finally:
        connection.close()


def crowd(first: int, start: Any, results: Any) -> None:
    threads = [threading.Thread(target=buy, args=(first + n, results)) for n in range(THREADS)]
    start.wait()
    for each in threads:
        each.start()
    for each in threads:
        each.join()


def main() -> None:
    from frontrow.web.setup import migrate

    migrate()
    from django.db import connection, connections

    from frontrow.web.season.files import import_season
    from frontrow.web.setup import season_folder
    from frontrow.web.shop import models
    from frontrow.web.shop.fill import fill_shop

    import_season(Path(season_folder()))
    fill_shop()
    vendor = connection.vendor
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    with fork.Manager() as manager:
        results, start = manager.list(), manager.Barrier(PROCESSES)
        processes = [fork.Process(target=crowd, args=(n * THREADS, start, results)) for n in range(PROCESSES)]
        began = time.monotonic()
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        took, counted = time.monotonic() - began, Counter(results)
    print(
        json.dumps(
            {
                "vendor": vendor,
                "seconds": round(took, 2),
                "results": counted,
                "stock": [
                    models.Variant.objects.get(look__slug=slug, size="M", colour="").stock for slug in (DRESS, GOWN)
                ],
                "paid": models.Order.objects.filter(state="paid").count(),
                "orders": models.Order.objects.count(),
                "charges": models.TestCharge.objects.filter(state="captured").count(),
                "payments": models.Payment.objects.filter(state="captured", surplus=False).count(),
            }
        )
    )


if __name__ == "__main__":
    main()
