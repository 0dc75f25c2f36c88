"""A certificate for the local network: phones give camera and WebXR only to pages that come over HTTPS.

An authority of the house's own signs it, so that one may be installed on a phone and stays when addresses change.
The authority may sign for private addresses, `.local` names and this machine's own address alone (RFC 5280,
4.2.1.10): whoever trusts it for the show trusts it for nothing else.
"""

import datetime
import os
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NETWORKS = (
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "169.254.0.0/16",
    "127.0.0.0/8",
    "fc00::/7",
    "fe80::/10",
    "::1/128",
)
NAMES = ("local", "localhost")
YEARS = 10  # of the authority
DAYS = 397  # of the certificate: more than that no browser takes
SPARE = datetime.timedelta(days=30)  # a certificate that ends sooner is made anew
HOUR = datetime.timedelta(hours=1)  # clocks differ


@dataclass(frozen=True)
class Certificate:
    """PEM files: the chain and its key, for the server; the authority, for phones that shall trust it."""

    chain: Path
    key: Path
    authority: Path


def certificate(folder: Path, names: Sequence[str]) -> Certificate:
    """The certificate in `folder` for these host names and addresses; made, or made anew, when it does not do.

    names: host names end in `.local` or are `localhost`; others are left out.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = Certificate(folder / "certificate.pem", folder / "certificate.key", folder / "authority.pem")
    authority_key = folder / "authority.key"
    wanted = [_general(name) for name in names if _address(name) or name.rpartition(".")[2] in NAMES]
    if not (authority_key.exists() and _lasts(files.authority) and _covers(_read(files.authority), wanted)):
        key = ec.generate_private_key(ec.SECP256R1())
        _secret(authority_key, key)
        files.authority.write_bytes(_authority(key, wanted).public_bytes(serialization.Encoding.PEM))
        files.chain.unlink(missing_ok=True)
    if not (files.key.exists() and _lasts(files.chain) and set(wanted) <= _names(_read(files.chain))):
        signer = serialization.load_pem_private_key(authority_key.read_bytes(), None)
        assert isinstance(signer, ec.EllipticCurvePrivateKey)
        issuer, key = _read(files.authority), ec.generate_private_key(ec.SECP256R1())
        _secret(files.key, key)
        leaf = _leaf(key, signer, issuer, wanted)
        files.chain.write_bytes(b"".join(c.public_bytes(serialization.Encoding.PEM) for c in (leaf, issuer)))
    return files


def _authority(key: ec.EllipticCurvePrivateKey, wanted: Sequence[x509.GeneralName]) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Front Row, this house alone")])
    subtrees: list[x509.GeneralName] = [x509.IPAddress(ip_network(n)) for n in NETWORKS]
    subtrees += [x509.DNSName(n) for n in NAMES]
    subtrees += [
        x509.IPAddress(ip_network(n.value)) for n in wanted if isinstance(n, x509.IPAddress) and not _private(n)
    ]
    return (
        _begun(name, name, key, datetime.timedelta(days=365 * YEARS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.NameConstraints(permitted_subtrees=subtrees, excluded_subtrees=None), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .sign(key, hashes.SHA256())
    )


def _leaf(
    key: ec.EllipticCurvePrivateKey,
    signer: ec.EllipticCurvePrivateKey,
    issuer: x509.Certificate,
    names: Sequence[x509.GeneralName],
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Front Row")])
    return (
        _begun(subject, issuer.subject, key, datetime.timedelta(days=DAYS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName(list(names)), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
        .add_extension(_usage(signs=False), critical=True)
        .sign(signer, hashes.SHA256())
    )


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, lasts: datetime.timedelta
) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.UTC)
    return (
        x509.CertificateBuilder(subject_name=subject, issuer_name=issuer, public_key=key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - HOUR)
        .not_valid_after(now + lasts)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs,
        key_cert_sign=signs,
        crl_sign=signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _general(name: str) -> x509.GeneralName:
    address = _address(name)
    return x509.IPAddress(address) if address else x509.DNSName(name)


def _address(name: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(name)
    except ValueError:
        return None


def _private(name: x509.IPAddress) -> bool:
    return any(name.value in ip_network(n) for n in NETWORKS)


def _covers(authority: x509.Certificate, wanted: Sequence[x509.GeneralName]) -> bool:
    """Whether the authority may sign for all of them."""
    limits = authority.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    networks = [ip_network(str(limit.value)) for limit in limits if isinstance(limit, x509.IPAddress)]
    return all(any(n.value in net for net in networks) for n in wanted if isinstance(n, x509.IPAddress))


def _names(certificate: x509.Certificate) -> set[x509.GeneralName]:
    return set(certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value)


def _read(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


def _lasts(path: Path) -> bool:
    return path.exists() and _read(path).not_valid_after_utc - datetime.datetime.now(datetime.UTC) > SPARE


def _secret(path: Path, key: ec.EllipticCurvePrivateKey) -> None:
    text = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(text)
