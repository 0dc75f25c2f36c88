"""What students of these tests send, and a look as the worker would leave it."""

from typing import Any

from ..conftest import REPORT

LOOK = {
    "title": "Tide", "note": "The sea goes out.", "fabric": "silk-satin", "colour": "#204050", "chart": "women",
    "size": "M", "finish": "onyx", "o-length": "70", "o-flare": "100", "o-dip": "0", "o-neck_depth": "6",
    "o-neck_wide": "1.2", "o-neck_round": "90", "o-back_depth": "4", "o-strap": "4.5", "o-ease": "5",
}  # fmt: skip
REMARK = {"text": "It pulls here.", "kind": "change", "side": "back", "height": "hips"}


def begin(client: Any, course: Any, **choices: str) -> Any:
    """The look that a student had draped; as the worker would leave it, less the files."""
    from frontrow.web.school.models import Work

    answer = client.post(f"/en/class/{course.code}/begin/dress/", LOOK | choices)
    assert answer.status_code == 302, answer.content.decode()
    work = Work.objects.get(key=answer.url.rstrip("/").rsplit("/", 1)[1])
    work.state, work.digest, work.report = "ready", work.wanted, REPORT
    work.glb = f"{work.folder}/{work.digest}.near.glb"
    work.poster = f"{work.folder}/{work.digest}.webp"
    work.save()
    return work
