"""The visitor's cookie: only ours is believed, and only after consent."""

import stat
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontrow import privacy
from frontrow.errors import UserError

KEY = bytes(range(32))
COOKIE = privacy.sign(privacy.new_visitor(), KEY)
TEXT = st.text(string.printable + "éŽ中\0", max_size=90)


@given(st.binary(min_size=32, max_size=32))
def test_a_signed_id_is_believed_with_the_same_key_alone(key):
    visitor = privacy.new_visitor()
    assert privacy.verify(privacy.sign(visitor, key), key) == visitor
    assert privacy.verify(privacy.sign(visitor, key), bytes(32 * [255]) if key != b"\xff" * 32 else KEY) is None


@given(st.integers(0, len(COOKIE) - 1), st.characters())
def test_one_changed_character_anywhere_is_noticed(place, character):
    changed = COOKIE[:place] + character + COOKIE[place + 1 :]
    assert (privacy.verify(changed, KEY) is None) == (changed != COOKIE)


@given(TEXT)
def test_nothing_made_up_is_believed_and_nothing_made_up_fails(value):
    assert privacy.verify(value, KEY) is None
    assert privacy.verify(COOKIE + value, KEY) == (None if value else COOKIE[:22])


@given(TEXT)
def test_any_cookie_header_can_be_read(header):
    assert all(isinstance(value, str) for value in privacy.cookies_of(header).values())


def test_no_visitor_before_consent_or_after_refusal():
    assert privacy.visitor_of({"fr_visitor": COOKIE, "fr_consent": "yes"}, KEY) == COOKIE[:22]
    assert privacy.visitor_of({"fr_visitor": COOKIE, "fr_consent": "no"}, KEY) is None
    assert privacy.visitor_of({"fr_visitor": COOKIE}, KEY) is None
    assert privacy.visitor_of({"fr_consent": "yes"}, KEY) is None


def test_consent_is_yes_no_or_not_asked():
    assert privacy.consent({"fr_consent": "yes"}) is True
    assert privacy.consent({"fr_consent": "no"}) is False
    assert privacy.consent({"fr_consent": "YES please"}) is None
    assert privacy.consent({}) is None


def test_each_purpose_is_agreed_to_on_its_own_and_the_old_yes_was_to_both_there_were():
    measure, personalise, sponsors = privacy.Purpose
    for purposes in ((), (measure,), (personalise,), (sponsors, measure), (measure, personalise, sponsors)):
        sent = {"fr_consent": privacy.consent_cookie(purposes, False).value, "fr_visitor": COOKIE}
        assert privacy.agreed(sent) == frozenset(purposes)
        for purpose in privacy.Purpose:
            assert (privacy.visitor_of(sent, KEY, purpose) is not None) == (purpose in purposes)
        assert (privacy.visitor_of(sent, KEY) is not None) == bool({measure, personalise} & set(purposes))
    assert privacy.agreed({"fr_consent": "yes"}) == {measure, personalise}
    assert privacy.agreed({"fr_consent": "no"}) == frozenset()
    assert privacy.agreed({}) is privacy.agreed({"fr_consent": "measure.everything"}) is None


def test_the_id_cannot_be_read_by_scripts_and_lasts_a_year():
    cookie = privacy.visitor_cookie("v" * 22, KEY, secure=True)
    assert (cookie.name, cookie.max_age, cookie.http_only, cookie.secure) == ("fr_visitor", 31_536_000, True, True)
    assert cookie.value.startswith("v" * 22 + ".")
    consent = privacy.consent_cookie([privacy.Purpose.MEASURE], secure=False)
    assert (consent.name, consent.value, consent.http_only, consent.secure) == ("fr_consent", "measure", False, False)
    assert privacy.forget_visitor(secure=True).max_age == 0


def test_cookies_set_are_cookies_read():
    consent = privacy.consent_cookie(privacy.REMEMBERED, False)
    sent = f"{consent.name}={consent.value}; fr_visitor={COOKIE}"
    assert privacy.visitor_of(privacy.cookies_of(sent), KEY) == COOKIE[:22]
    assert privacy.consent(privacy.cookies_of(sent)) is True


def test_the_first_of_two_cookies_with_one_name_counts():
    assert privacy.cookies_of('a=1; a=2; b="3"; junk') == {"a": "1", "b": "3"}


def test_the_server_key_is_made_once_and_is_its_owners_alone(tmp_path):
    key = privacy.server_key(tmp_path / "home")
    assert len(key) == 32
    assert privacy.server_key(tmp_path / "home") == key
    assert stat.S_IMODE((tmp_path / "home" / "secret.key").stat().st_mode) == 0o600
    assert [file.name for file in (tmp_path / "home").iterdir()] == ["secret.key"]


def test_a_broken_server_key_is_named(tmp_path):
    (tmp_path / "secret.key").write_bytes(b"short")
    with pytest.raises(UserError, match=r"secret\.key must hold 32 bytes and holds 5"):
        privacy.server_key(tmp_path)
