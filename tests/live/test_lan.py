"""`frontrow up --lan`: HTTPS with a certificate of the house's own, and a code that takes a phone there."""

import datetime
import os
import socket
import ssl
import stat
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509

import frontrow.certificate
from frontrow.certificate import certificate
from frontrow.lan import code, place

LOCAL = ["192.168.7.5", "house.local", "localhost", "127.0.0.1"]


def names(path: Path) -> set[str]:
    found = x509.load_pem_x509_certificate(path.read_bytes())
    return {str(n.value) for n in found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value}


def test_the_certificate_is_for_every_name_of_the_machine(tmp_path: Path) -> None:
    assert names(certificate(tmp_path, LOCAL).chain) == set(LOCAL)


def test_it_is_kept_while_it_does_and_the_authority_outlives_a_new_address(tmp_path: Path) -> None:
    made = certificate(tmp_path, LOCAL)
    first, authority = made.chain.read_bytes(), made.authority.read_bytes()
    assert certificate(tmp_path, LOCAL[1:]).chain.read_bytes() == first
    moved = certificate(tmp_path, ["192.168.7.6", *LOCAL[1:]])
    assert names(moved.chain) == {"192.168.7.6", *LOCAL[1:]}
    assert moved.authority.read_bytes() == authority  # a phone that trusts it need not be asked again


def test_one_that_ends_soon_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = certificate(tmp_path, LOCAL).chain.read_bytes()
    monkeypatch.setattr(frontrow.certificate, "SPARE", datetime.timedelta(days=frontrow.certificate.DAYS + 1))
    assert certificate(tmp_path, LOCAL).chain.read_bytes() != first


def test_keys_are_read_by_their_owner_alone(tmp_path: Path) -> None:
    certificate(tmp_path, LOCAL)
    for key in tmp_path.glob("*.key"):
        assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_whoever_trusts_the_authority_trusts_it_for_nothing_else(tmp_path: Path) -> None:
    made = certificate(tmp_path, [*LOCAL, "bank.example"])
    assert "bank.example" not in names(made.chain)
    authority = x509.load_pem_x509_certificate(made.authority.read_bytes())
    limits = authority.extensions.get_extension_for_class(x509.NameConstraints)
    assert limits.critical and limits.value.permitted_subtrees
    assert {n.value for n in limits.value.permitted_subtrees if isinstance(n, x509.DNSName)} == {"local", "localhost"}


def test_an_address_outside_private_networks_is_added_by_itself(tmp_path: Path) -> None:
    assert "203.0.113.9" in names(certificate(tmp_path, [*LOCAL, "203.0.113.9"]).chain)


def test_a_code_is_as_wide_as_high_and_says_the_address() -> None:
    rows = code("https://192.168.7.5:8000").splitlines()
    assert abs(len(rows[0]) - 2 * len([row for row in rows if row])) <= 2


def test_an_address_that_is_named_is_the_one_that_is_told() -> None:
    assert place("192.168.7.5").addresses == ("192.168.7.5",)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    home = tmp_path_factory.mktemp("lan")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "frontrow", "up", "--lan", "--host", "127.0.0.1", "--workers", "0"]
    log = home / "up.log"
    with log.open("w") as told:
        process = subprocess.Popen(
            [*command, "--home", str(home), "--port", str(port)],
            stdout=told,
            stderr=told,
            env={key: value for key, value in os.environ.items() if not key.startswith("FRONTROW_")},
        )
    try:
        deadline = time.monotonic() + 90
        while "Doors open" not in log.read_text():
            assert process.poll() is None and time.monotonic() < deadline, log.read_text()
            time.sleep(0.2)
        yield f"https://127.0.0.1:{port}", home
    finally:
        process.terminate()
        process.wait(30)


def test_a_phone_that_trusts_the_authority_gets_the_house_over_https(house: tuple[str, Path]) -> None:
    url, home = house
    told = (home / "up.log").read_text()
    assert f"Doors open at {url}" in told and "▄▄▄▄▄" in told  # the code, where phones can scan it
    trusting = ssl.create_default_context(cafile=str(home / "lan" / "authority.pem"))
    deadline = time.monotonic() + 30
    while True:
        try:
            with urllib.request.urlopen(f"{url}/authority.crt", context=trusting, timeout=60) as answer:
                assert answer.read() == (home / "lan" / "authority.pem").read_bytes()
                assert answer.headers["Content-Type"] == "application/x-x509-ca-cert"
            break
        except urllib.error.URLError as error:
            assert isinstance(error.reason, ConnectionRefusedError) and time.monotonic() < deadline
            time.sleep(0.2)
    with urllib.request.urlopen(f"{url}/en/", context=trusting, timeout=60) as answer:
        assert "secure" in str(answer.headers.get("Set-Cookie", "secure")).lower()
    with pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"):
        urllib.request.urlopen(f"{url}/en/", timeout=60)
