"""A show file: what it may say, and one clear sentence when it says something else."""

from pathlib import Path

import pytest

from frontrow.show import LineUpError, load, parse

GOOD = {"title": {"en": "First Light"}, "houses": ["vesper"], "looks": ["vesper-01", "vesper-02"]}


def test_a_show_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "first-light.yaml"
    file.write_text(
        "title: {en: First Light, zh-hans: 初光}\nhouses: [vesper]\nlooks: [vesper-02, vesper-01]\n"
        "music: {bpm: 112, bars: 6}\nstart: 2027-03-01T20:00:00Z\nvenue: {lane: 0.5}\n",
        encoding="utf-8",
    )
    lineup = load(file)
    assert lineup.slug == "first-light"
    assert lineup.title["zh-hans"] == "初光"
    assert lineup.looks == ("vesper-02", "vesper-01")
    assert (lineup.bpm, lineup.bars, lineup.venue.lane) == (112, 6, 0.5)
    assert lineup.start == 1_803_931_200


def test_a_start_without_a_zone_is_universal_time() -> None:
    zoned = parse("x", {**GOOD, "start": "2027-03-01T20:00:00+00:00"})
    assert parse("x", {**GOOD, "start": "2027-03-01T20:00:00"}).start == zoned.start


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"looks": []}, "`looks` is empty"),
        ({"looks": "vesper-01"}, "`looks` must be a list"),
        ({"looks": ["a", "b", "a"]}, "'a' is listed twice"),
        ({"musik": {}}, "unknown entry 'musik'"),
        ({"music": {"bpm": 900}}, "`music: bpm` is 900"),
        ({"music": {"tempo": 112}}, "does not know 'tempo'"),
        ({"music": 112}, "`music` is not a mapping"),
        ({"venue": {"lane": "wide"}}, "`venue: lane` is 'wide'"),
        ({"start": "tomorrow"}, "`start` must be a date and time"),
    ],
)
def test_a_wrong_entry_is_named_with_its_file(change: dict[str, object], says: str) -> None:
    with pytest.raises(LineUpError) as error:
        parse("x", {**GOOD, **change}, "shows/x.yaml")
    assert str(error.value).startswith("shows/x.yaml: ") and says in str(error.value)


def test_a_missing_or_broken_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(LineUpError, match="cannot be read"):
        load(tmp_path / "none.yaml")
    broken = tmp_path / "broken.yaml"
    broken.write_text("title: [\nlooks", encoding="utf-8")
    with pytest.raises(LineUpError, match="not valid YAML at line 2"):
        load(broken)
    broken.write_text("- a list\n", encoding="utf-8")
    with pytest.raises(LineUpError, match="a show is a mapping"):
        load(broken)
