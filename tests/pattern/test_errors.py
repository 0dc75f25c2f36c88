"""Every mistake a pattern maker can make gets one sentence that names the file, the panel and the edge."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from frontrow.pattern import PatternError, check

Write = Callable[..., Path]

MISTAKES = {
    "sides that do not match": (
        ("hem_s: [quarter, -20]", "hem_s: [quarter, -24]"),
        r"seam side: front\.side is 44\.0 cm and back\.side is 40\.0 cm, 4\.0 cm apart where 1\.5% .* `ease: 10`",
    ),
    "a piece that no seam joins": (
        (
            "  side: [front.side, back.side]\n  shoulder: [front.shoulder, back.shoulder]",
            "  no: [back.side, back.side]",
        ),
        r"panel front: sewn to nothing else of the garment; write the seam that joins it, or `loose: yes`",
    ),
    "a piece turned inside out by its formulas": (
        (
            "panels:\n",
            "panels:\n  tag:\n    cut: pair\n    points: {a: [0, 0], b: [40 - bust, 0], c: [40 - bust, 9], d: [0, 9]}\n"
            "    edges:\n      ab: {from: a, to: b}\n      bc: {from: b, to: c}\n      cd: {from: c, to: d}\n"
            "      da: {from: d, to: a}\n    place: {on: torso, inner: da, outer: bc, level: {a: waist}}\n",
        ),
        r"panel tag is -50\.\d cm wide, inside out: edge bc should lie to the right of its inner side",
    ),
    "a piece without area": (
        (
            "panels:\n",
            "panels:\n  tag:\n    cut: pair\n    points: {a: [0, 0], b: [0.5, 0], c: [0.5, 1], d: [0, 1]}\n    edges:\n"
            "      ab: {from: a, to: b}\n      bc: {from: b, to: c}\n      cd: {from: c, to: d}\n"
            "      da: {from: d, to: a}\n    place: {on: torso, inner: da, outer: bc, level: {a: waist}}\n",
        ),
        r"panel tag has almost no area \(0\.50 cm²\)",
    ),
    "a fabric that is not there": (
        ("title: Tabard", "title: Tabard\nfabrics: {main: silk-stain}"),
        r"fabrics, main: Fabric `silk-stain` is neither a file nor in the library; choose one of cotton-drill",
    ),
    "an unknown measurement": (("(bust + ease)/4", "(bosom + ease)/4"), r"let quarter: `bosom` is not a measurement"),
    "a panel that crosses itself": (
        ("tip: [16, 40]\n      neck: [8, 43]", "tip: [8, 43]\n      neck: [30, 10]"),
        r"panel front crosses itself: edge \w+ meets edge \w+",
    ),
    "an edge that crosses itself": (
        ("bend: [[15, 21], [14, 30]]", "bend: [[3, 60], [60, 10]]"),
        r"panel front: edge armhole crosses itself",
    ),
    "a half drawn over the fold": (
        ("tip: [16, 40]", "tip: [-16, 40]"),
        r"panel front, edge (armhole|shoulder) crosses the fold",
    ),
    "no edge on the fold": (
        ("hem_c: [0, -20]", "hem_c: [2, -20]"),
        r"panel front is cut on the fold, but 0 of its edges",
    ),
    "an unknown edge in a seam": (
        ("[front.side, back.side]", "[front.flank, back.side]"),
        r"seam side: panel front has no edge `flank`; its edges are hem, side",
    ),
    "an unknown panel in a seam": (
        ("[front.side, back.side]", "[middle.side, back.side]"),
        r"seam side: `middle\.side` names the panel `middle`, which is not there; the panels are front, back",
    ),
    "an edge sewn twice": (
        ("  shoulder: [front.shoulder, back.shoulder]", "  twice: [front.side, back.side]"),
        r"edge side is sewn twice, in seams side and twice",
    ),
    "an unknown point": (
        ("from: hem_c, to: hem_s", "from: hem_c, to: hemline"),
        r"edge hem: there is no point `hemline`",
    ),
    "edges out of order": (
        ("side: {from: hem_s, to: pit}", "side: {from: hem_c, to: pit}"),
        r"edge side begins at `hem_c`, but edge hem ends at `hem_s`",
    ),
    "an open outline": (("cut: fold", "cut: pair"), r"edge neckline ends at `neck_c` and not where the outline began"),
    "a number where a point belongs": (("hem_c: [0, -20]", "hem_c: 20"), r"point hem_c must be two formulas"),
    "a list where a formula belongs": (("hem_c: [0, -20]", "hem_c: [[0], -20]"), r"point hem_c x must be a number"),
    "an unknown cut": (("cut: fold", "cut: bias"), r"panel front: `cut` is pair or fold, not 'bias'"),
    "an unknown entry": (("cut: fold", "cutting: fold"), r"panel front has an unknown entry `cutting`"),
    "a panel over one that is not there": (
        ("{on: torso, side: front, outer: side, level: {waist: waist, high: neck}}", "{over: frnot}"),
        r"panel front, place: over: there is no panel `frnot`; there are front, back",
    ),
    "a panel over another with a place of its own": (
        ("on: torso, side: front, outer: side", "over: back, side: front, outer: side"),
        r"a panel that lies `over` another one sits where that does; leave the rest out",
    ),
    "an unknown part of the body": (("on: torso", "on: tail"), r"panel front, place: `on` is torso, skirt, arm, leg"),
    "an unknown level": (("waist: waist,", "waist: navel,"), r"level waist: there is no level `navel`"),
    "an unknown fabric slot": (("cut: fold", "cut: fold\n    fabric: lining"), r"fabric `lining` is not one of"),
    "an option outside its own range": (("default: 8,", "default: 80,"), r"option ease: the default 80 is not between"),
    "a dart wider than its edge": (
        (
            "    place: {on: torso, side: front",
            "    darts: {d: {edge: hem, at: 0.5, width: 90, tip: waist}}\n    place: {on: torso, side: front",
        ),
        r"panel front, dart d is 90\.0 cm wide at 50% of edge hem .* runs off its end",
    ),
    "a dart with unequal legs": (
        (
            "    place: {on: torso, side: front",
            "    darts: {d: {edge: hem, at: 0.8, width: 3, tip: [0, -17]}}\n    place: {on: torso, side: front",
        ),
        r"panel front, dart d has legs of",
    ),
    "a division by zero": (("(bust + ease)/4", "bust/(ease - 8)"), r"divides by zero"),
    "a garment for a giant": (("(bust + ease)/4", "bust*40"), r"lies \d+ cm out"),
    "a call that is not allowed": (("(bust + ease)/4", "open(bust)"), r"`open` is not a function"),
    "an attribute that is not allowed": (("(bust + ease)/4", "bust.real"), r"`bust\.real` is not allowed"),
    "text that is not YAML": (
        ("panels:", "panels: ]"),
        r"line \d+, column 9 \(`panels: \]`\): it does not fit what comes before",
    ),
    "the same name twice": (("  back:", "  front:"), r"`front` is written twice"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_mistake_gets_one_clear_sentence(mistake: str, write: Write) -> None:
    change, sentence = MISTAKES[mistake]
    with pytest.raises(PatternError) as caught:
        check(write(change))
    text = str(caught.value)
    assert text.startswith("tabard.yaml: ") and text.endswith(".")
    assert "\n" not in text and len(text) < 400
    assert re.search(sentence, text), text


def test_the_pattern_that_the_mistakes_are_made_in_is_sound(write: Write) -> None:
    assert check(write()).area == pytest.approx(0.526, abs=0.001)  # m²: two halves of 24.5 by 40 cm and a yoke


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PatternError, match=r"nothing\.yaml: cannot be read"):
        check(tmp_path / "nothing.yaml")


HOSTILE = {
    "a file too large": "pattern: x\nabout: " + "a" * 300_000,
    "aliases that multiply": "a: &a [1,1]\nb: &b [*a,*a,*a,*a]\nc: [*b,*b,*b,*b]\npattern: x",
    "a deep nest": "pattern: x\nlet: " + "[" * 500 + "]" * 500,
    "a hundred thousand values": "pattern: x\nlet: [" + "1," * 100_000 + "1]",
    "too many panels": "pattern: x\npanels:\n" + "".join(f"  p{i}: {{}}\n" for i in range(100)),
    "a deep formula": "pattern: x\nlet: {a: '" + "(" * 150 + "1" + ")" * 150 + "'}\npanels: {p: {}}",
    "a tower of powers": "pattern: x\nlet: {a: 9**8**8**8}",
    "a number with many digits": "pattern: x\nlet: {a: '" + "9" * 230 + "'}",
    "binary": "\x00\x01\x02",
    "a list": "- pattern",
    "an object of the language": "pattern: !!python/object/apply:os.system ['true']",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / "upload.yaml"
    path.write_text(HOSTILE[name])
    with pytest.raises(PatternError, match=r"^upload\.yaml: "):
        check(path)
