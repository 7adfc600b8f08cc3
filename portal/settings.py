"""Every setting of the site, read once from the environment.

The variables are listed in README.md. Without `DEBUG=1` the site considers itself in
production and refuses to start with a missing or weak secret.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env

from portal.uploads import stores

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()
# The one folder that a server lets the site write to.
VAR_DIR: Path = env.path("VAR_DIR", BASE_DIR / "var")

# --- Where are we? -----------------------------------------------------------------

DEBUG: bool = env.bool("DEBUG", False)
DEVELOPMENT_SECRET = "development-only-secret-never-used-in-production"
SECRET_KEY: str = env.str("SECRET_KEY", DEVELOPMENT_SECRET if DEBUG else "")
if not DEBUG and (
    len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5 or SECRET_KEY == DEVELOPMENT_SECRET
):
    raise ImproperlyConfigured(
        "SECRET_KEY is missing or too weak: outside DEBUG it needs at least 50 varied characters. "
        "Make one with: python -c 'import secrets; print(secrets.token_urlsafe(64))'"
    )
# Those before it: sessions and signed links go on, and the ledger of erasures can be read.
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])

SITE_URL: str = env.str("SITE_URL", "http://localhost:8000" if DEBUG else "").rstrip("/")
if not SITE_URL:
    raise ImproperlyConfigured("SITE_URL is missing: it is the public address, used in mails.")
SITE_NAME = "Premier Clap"
HTTPS = urlsplit(SITE_URL).scheme == "https"
ALLOWED_HOSTS: list[str] = env.list(
    "ALLOWED_HOSTS",
    ["localhost", "127.0.0.1", "[::1]"] if DEBUG else [urlsplit(SITE_URL).hostname or ""],
)
CSRF_TRUSTED_ORIGINS = [SITE_URL] if HTTPS else []
# How many proxies of ours stand before the site; only then is X-Forwarded-For believed.
ALLAUTH_TRUSTED_PROXY_COUNT: int = env.int("TRUSTED_PROXIES", 0)
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Applications ------------------------------------------------------------------

INSTALLED_APPS = [
    # First: its `db_worker` is the library's, with a sign of life.
    "portal.operations",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_tasks",
    "portal.shell.background.BackgroundConfig",
    "import_export",
    "simple_history",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
    # Ours, the lowest floor first: reference data and the demonstration load in this order.
    "portal.accounts",
    "portal.audit",
    "portal.moderation",
    "portal.notifications",
    "portal.contact",
    "portal.uploads",
    "portal.search",
    "portal.shell",
    "careers",
    "mentoring",
    "events",
]

MIDDLEWARE = [
    "portal.shell.middleware.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.shell.middleware.LanguageMiddleware",
    "portal.shell.middleware.RefusedInputMiddleware",
    "portal.shell.shared_pages.SharedPagesMiddleware",
    "portal.shell.discretion.DiscretionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "portal.shell.middleware.HtmxLoginMiddleware",
    "portal.shell.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.accounts.middleware.ErasedMemberMiddleware",
    "portal.moderation.middleware.StandingMiddleware",
    "portal.accounts.middleware.StaffSecondFactorMiddleware",
    "portal.shell.middleware.PrivatePagesMiddleware",
    "portal.shell.middleware.HousePagesMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.shell.context.site",
                "portal.notifications.context.unread",
            ],
        },
    },
]
FORM_RENDERER = "portal.shell.forms.SiteRenderer"
FORMS_URLFIELD_ASSUME_HTTPS = True

# --- Data --------------------------------------------------------------------------

VAR_DIR.mkdir(exist_ok=True)
DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
_database = DATABASES["default"]
if _database["ENGINE"].endswith("sqlite3"):
    _database["OPTIONS"] = {
        # A write transaction that starts as a read fails at once when another writer is
        # active; IMMEDIATE makes it wait its turn instead.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; "
            "PRAGMA foreign_keys=ON;"
        ),
    }
    # Opening a file and its settings again costs each request a millisecond.
    _database["CONN_MAX_AGE"] = None
    _database["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}
else:
    from portal.operations.connections import Checked

    # In each process; those of deploy/gunicorn.conf.py use one.
    _pool = {
        "min_size": 1,
        "max_size": env.int("DATABASE_POOL", 8),
        "timeout": 3,
        # By default the pool waits longer and longer for a server that is away, up to minutes, and
        # then as long once it is back; so it gives up soon, and whoever asks next tries again.
        "reconnect_timeout": 2,
        "connection_class": Checked,
    }
    # Django's own, but for who asks while the server is away.
    _database["ENGINE"] = "portal.operations.postgresql"
    # A statement sent for the sixth time is read and planned by the server no more.
    _options = {"pool": _pool, "server_side_binding": True, "prepare_threshold": 5}
    _database["OPTIONS"] = _database.get("OPTIONS", {}) | _options
    _database["CONN_HEALTH_CHECKS"] = True
    if env.str("DATABASE_REPLICA_URL", ""):
        # Pages that every stranger reads the same are drawn from it (portal/operations/replica.py).
        DATABASES["replica"] = env.dj_db_url("DATABASE_REPLICA_URL")
        DATABASES["replica"]["ENGINE"] = _database["ENGINE"]
        DATABASES["replica"]["OPTIONS"] = DATABASES["replica"].get("OPTIONS", {}) | _options
        DATABASES["replica"]["CONN_HEALTH_CHECKS"] = True
        DATABASES["replica"]["TEST"] = {"MIRROR": "default"}
DATABASE_ROUTERS = ["portal.operations.replica.Router"]

# Sign-in limits are counted here: a cache of one process each would multiply them.
CACHES = {"default": env.dj_cache_url("CACHE_URL", "db://site_cache")}
# The database cache throws rows away beyond 300 by default: a flood would wipe the counters.
if CACHES["default"]["BACKEND"].endswith("DatabaseCache"):
    CACHES["default"].setdefault("OPTIONS", {}).setdefault("MAX_ENTRIES", 1_000_000)
# Parts of templates that follow from the language and the address alone, in each process.
CACHES["memory"] = {
    "BACKEND": "django.core.cache.backends."
    + ("dummy.DummyCache" if DEBUG else "locmem.LocMemCache"),
    "LOCATION": "templates",
}

STORAGES = {
    # A folder, or s3://bucket for several machines (portal/uploads/stores.py).
    "default": stores.configuration(env.str("STORAGE_URL", str(VAR_DIR / "media"))),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
        # Whoever collects them is seldom whoever serves them; members' files stay the site's own.
        "OPTIONS": {"file_permissions_mode": 0o644, "directory_permissions_mode": 0o755},
    },
}
STATIC_URL = "/static/"
STATIC_ROOT: Path = env.path("STATIC_ROOT", VAR_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
# A form with files may weigh this much in all: one file of 10 MB and its text.
UPLOAD_MAX_BYTES = 11 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# Which accounts were erased, without their names: kept apart from the backups, which still hold
# them (portal/accounts/ledger.py).
ERASURE_LEDGER: str = env.str("ERASURE_LEDGER", str(VAR_DIR / "erasures.log"))

# --- Words and time ----------------------------------------------------------------

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
# The project's source language is French: `locale` holds its English, and kinder French for some
# of allauth's words. The address says which one is spoken (portal/shell/languages.py).
LOCALE_PATHS = [
    BASE_DIR / "locale" / "allauth",
    BASE_DIR / "locale" / "libraries",
    BASE_DIR / "locale",
]
TIME_ZONE = "Europe/Paris"
USE_TZ = True

# --- Accounts ----------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "shell:dashboard"
# The welcome, as long as one has no page; one's page afterwards.
ACCOUNT_SIGNUP_REDIRECT_URL = "mentoring:my_page"
LOGOUT_REDIRECT_URL = "shell:home"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "portal.accounts.passwords.LengthValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "display_name")},
    },
    {"NAME": "portal.accounts.passwords.BreachedPasswordValidator"},
]

ACCOUNT_ADAPTER = "portal.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {"signup": "portal.accounts.forms.SignupForm"}
# Nobody reads the form of sign-up and fills it in faster than that.
SIGNUP_SECONDS = 3
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 600
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
# Asking for another code, or correcting the address, answers faster and with another number of
# mails when the address is known (measured): both stay off, one asks again from the start.
ACCOUNT_RATE_LIMITS = {
    "report": "10/h/ip",
    "useful": "30/h/ip",
    "card": "60/m/ip",
    "answer_link": "30/m/ip",
    "attestation": "30/m/ip",
    "invitation": "20/h/user",
    "proof": "5/h/user",
    "notebook": "60/h/user",
    "proof_link": "30/m/ip",
    "agenda": "60/h/key",
    "agenda_wrong": "60/h/ip",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
MFA_TOTP_ISSUER = SITE_NAME
# The demonstration accounts have no second factor; outside DEBUG nobody is waived.
STAFF_SECOND_FACTOR_REQUIRED = not DEBUG

# --- Reference data in and out of the admin ---------------------------------------------

IMPORT_EXPORT_USE_TRANSACTIONS = True
IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "change"
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "view"
# The file waits in the shared cache between the dry run and its confirmation.
IMPORT_EXPORT_TMP_STORAGE_CLASS = "import_export.tmp_storages.CacheStorage"
IMPORT_EXPORT_SKIP_ADMIN_LOG = False

# --- Discretion (portal/shell/discretion.py) ------------------------------------------

# Where the way out of a page leads: a site that anybody may have open.
NEUTRAL_SITE: str = env.str("NEUTRAL_SITE", "https://meteofrance.com/")
# The beginnings of the names of the routes whose pages no cache keeps.
DISCREET_ROUTES = ("moderation:", "contact:", "mentoring:", "careers:notebook")

# --- Browser surface ---------------------------------------------------------------

SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "portal.shell.flash.FlashStorage"
if HTTPS:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
    SECURE_HSTS_SECONDS = 63_072_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "portal.shell.views.errors.csrf_failure"
CONTENT_SECURITY_POLICY: dict[str, dict[str, Any]] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
if HTTPS:
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["upgrade-insecure-requests"] = True

# --- Mail and tasks ----------------------------------------------------------------

# Django writes each mail into the outbox table; the worker sends it through MAIL_TRANSPORT.
EMAIL_BACKEND = "portal.notifications.outbox.OutboxBackend"
EMAIL_URL: str = env.str("EMAIL_URL", "")
MAIL_FOLDER = VAR_DIR / "mail"
if EMAIL_URL:
    _mail = env.dj_email_url("EMAIL_URL")
    if "EMAIL_BACKEND" not in _mail:
        raise ImproperlyConfigured(
            f"EMAIL_URL begins with an unknown {EMAIL_URL.partition(':')[0]!r}: write "
            "submission://USER:PASSWORD@HOST:587, or smtps://USER:PASSWORD@HOST:465."
        )
    MAIL_TRANSPORT = _mail["EMAIL_BACKEND"]
    EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"], _mail["EMAIL_PORT"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"], _mail["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS, EMAIL_USE_SSL = _mail["EMAIL_USE_TLS"], _mail["EMAIL_USE_SSL"]
    EMAIL_FILE_PATH = _mail["EMAIL_FILE_PATH"] or str(MAIL_FOLDER)
else:
    MAIL_TRANSPORT = "portal.notifications.outbox.FolderBackend"
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL: str = env.str(
    "DEFAULT_FROM_EMAIL", f"{SITE_NAME} <bonjour@{urlsplit(SITE_URL).hostname}>"
)
# Who runs the site, for the legal pages; what is not given reads « à compléter » there.
OPERATOR: dict[str, str] = {
    "NAME": env.str("OPERATOR_NAME", ""),
    "FORM": env.str("OPERATOR_FORM", ""),
    "ADDRESS": env.str("OPERATOR_ADDRESS", ""),
    "REGISTRATION": env.str("OPERATOR_REGISTRATION", ""),
    "PHONE": env.str("OPERATOR_PHONE", ""),
    "DIRECTOR": env.str("OPERATOR_DIRECTOR", ""),
    "HOST_NAME": env.str("OPERATOR_HOST_NAME", ""),
    "HOST_ADDRESS": env.str("OPERATOR_HOST_ADDRESS", ""),
    "HOST_PHONE": env.str("OPERATOR_HOST_PHONE", ""),
    "EMAIL": env.str("OPERATOR_EMAIL", ""),
    "AUTHORITIES_EMAIL": env.str("OPERATOR_AUTHORITIES_EMAIL", ""),
    "PRIVACY_EMAIL": env.str("OPERATOR_PRIVACY_EMAIL", ""),
    "SECURITY_EMAIL": env.str("OPERATOR_SECURITY_EMAIL", ""),
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- Watching over it (portal/operations) -----------------------------------------------

# Errors are reported there, by kind and place alone.
SENTRY_DSN: str = env.str("SENTRY_DSN", "")
RELEASE: str = env.str("RELEASE", "")
# Whoever shows it reads /metrics; without it nothing is measured and there is no such page.
METRICS_TOKEN: str = env.str("METRICS_TOKEN", "")
# A statement that takes longer is logged, without its values; 0 turns it off.
SLOW_QUERY_MS: int = env.int("SLOW_QUERY_MS", 500)

# --- Logs: one JSON object a line, without names, addresses or paths ------------------

from portal.logs import configure  # noqa: E402

LOGGING = configure(debug=DEBUG)
