"""How mails leave the house: one address in the environment."""

from typing import Any
from urllib.parse import unquote, urlsplit

CONSOLE = "django.core.mail.backends.console.EmailBackend"
SECONDS = 20  # that a mail server may take


def mail_settings(url: str) -> dict[str, Any]:
    """Django's settings for smtp://user:password@host:587 or smtps://…:465; the console's for "".

    Raises ValueError for anything else. Plain smtp is upgraded by STARTTLS unless the host is this machine.
    """
    if not url:
        return {"EMAIL_BACKEND": CONSOLE}
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("FRONTROW_MAIL must look like smtp://user:password@mail.example:587 (or smtps://…).")
    secure, local = parts.scheme == "smtps", parts.hostname in ("localhost", "127.0.0.1", "::1")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if secure else 25 if local else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": secure,
        "EMAIL_USE_TLS": not secure and not local,
        "EMAIL_TIMEOUT": SECONDS,
    }
