"""The API keeps what its description promises, whatever is sent (schemathesis makes up the requests)."""

import logging
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import unsupported_method

from frontrow.web.fitting.outcome import Draped
from frontrow.web.fitting.room import Room


@pytest.fixture
def site(home: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The whole Django site as schemathesis calls it, patient with many writes."""
    from django.core.wsgi import get_wsgi_application
    from django.test import Client

    monkeypatch.setenv("FRONTROW_POST_LIMIT", "100000")
    quick = Room(1, drape=lambda spec, progress, wanted: Draped(b"glTF", {}))
    monkeypatch.setattr("frontrow.web.fitting.api.room", lambda: quick)
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    client = Client(headers={"host": "testserver"})
    key = client.get("/api/session").json()["key"]
    client.put("/api/saved/ondo-01", headers={"X-CSRFToken": key})
    cookies = {name: cookie.value for name, cookie in client.cookies.items()}
    app = get_wsgi_application()
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", app, headers={"Host": "testserver"})
    return schema, {"headers": {"X-CSRFToken": key, "Host": "testserver"}, "cookies": cookies}


def test_every_operation_answers_as_described(site: Any) -> None:
    schema, session = site
    tried = 0
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=12,
            deadline=None,
            phases=[Phase.explicit, Phase.generate],
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def answer(case: Any) -> None:
            case.call_and_validate(**session, excluded_checks=[unsupported_method])

        answer()
        tried += 1
    assert tried >= 12
