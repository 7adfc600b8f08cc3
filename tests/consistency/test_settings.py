"""The browser surface, the secrets and the database, as they really are in force."""

import ast
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from portal.settings import DEVELOPMENT_SECRET
from tests.factories import PASSWORD, make_user

GOOD_SECRET = "7xQm2Vw9-Kt4Zr8Yb1Nc6Lp3Hd5Gs0Jf-Ua2We7Ti9Oq4Xv-for-this-test"
PRODUCTION = {"SITE_URL": "https://premier-clap.example", "SECRET_KEY": GOOD_SECRET}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["shell:help", "account_login"])
def test_public_page_carries_the_security_headers(name):
    response = Client().get(reverse(name))

    assert response.status_code == 200
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/aide/", "/nulle-part/", "/metiers/?q=%00"])
def test_content_security_policy_is_strict_on_pages_and_errors(address):
    policy = dict(
        directive.strip().partition(" ")[::2]
        for directive in Client().get(address)["Content-Security-Policy"].split(";")
    )

    assert "unsafe" not in str(policy)
    assert "*" not in str(policy)
    assert policy["default-src"] == "'none'"
    assert policy["script-src"].startswith("'self'")
    assert policy["style-src"] == policy["form-action"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["object-src"] == "'none'"


@pytest.mark.django_db
def test_cookies_are_out_of_reach_of_scripts_and_other_sites():
    client = Client()
    client.get(reverse("account_login"))
    client.post(reverse("account_login"), {"login": make_user().email, "password": PASSWORD})

    assert set(client.cookies) >= {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    for cookie in client.cookies.values():
        assert cookie["httponly"], cookie.key
        assert cookie["samesite"] == "Lax", cookie.key


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py as on a server: nothing of this test run's environment but the PATH."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", **environment},
        capture_output=True,
        text=True,
    )


def test_production_passes_djangos_deployment_check(tmp_path):
    database = f"sqlite:///{tmp_path / 'db.sqlite3'}"
    checked = manage(
        "check", "--deploy", "--fail-level", "WARNING", DATABASE_URL=database, **PRODUCTION
    )

    assert checked.stderr == ""
    assert checked.returncode == 0
    assert checked.stdout.strip() == "System check identified no issues (0 silenced)."


def test_https_site_uses_the_strictest_cookies():
    asked = [
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SESSION_COOKIE_NAME",
        "CSRF_COOKIE_NAME",
    ]
    code = (
        "from django.conf import settings; from portal.shell.flash import COOKIE;"
        f"print(*(getattr(settings, n) for n in {asked}), COOKIE)"
    )
    shown = manage("shell", "--no-imports", "-c", code, **PRODUCTION)

    assert shown.stdout.split() == [
        "True",
        "True",
        "__Host-session",
        "__Host-csrf",
        "__Host-messages",
    ]


@pytest.mark.parametrize(
    "secret",
    ["", DEVELOPMENT_SECRET, "court", "a" * 80],
    ids=["missing", "development", "short", "monotonous"],
)
def test_production_refuses_to_start_with_a_bad_secret(secret):
    started = manage("check", **PRODUCTION | {"SECRET_KEY": secret})

    assert started.returncode != 0
    assert "SECRET_KEY is missing or too weak" in started.stderr
    assert "secrets.token_urlsafe" in started.stderr


def test_production_refuses_to_start_without_its_address():
    started = manage("check", SECRET_KEY=GOOD_SECRET)

    assert started.returncode != 0
    assert "SITE_URL is missing" in started.stderr


def test_production_is_the_default():
    """Forgetting a variable must not open the site wide."""
    started = manage("check", **PRODUCTION)
    assert started.returncode == 0

    shown = manage(
        "shell",
        "--no-imports",
        "-c",
        "from django.conf import settings as s; print(s.DEBUG, s.STAFF_SECOND_FACTOR_REQUIRED)",
        **PRODUCTION,
    )
    assert shown.stdout.split() == ["False", "True"]


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="réglages propres à SQLite")
@pytest.mark.parametrize(
    ("pragma", "expected"),
    [("journal_mode", "wal"), ("synchronous", 2), ("secure_delete", 1), ("foreign_keys", 1)],
)
def test_sqlite_keeps_what_it_acknowledged(pragma, expected):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        assert cursor.fetchone()[0] == expected


@pytest.mark.skipif(connection.vendor != "sqlite", reason="réglages propres à SQLite")
@pytest.mark.django_db(transaction=True)
def test_sqlite_transactions_wait_their_turn():
    """A transaction that starts by reading fails at once where another one writes."""
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert connection.settings_dict["OPTIONS"]["timeout"] >= 20


@pytest.mark.parametrize(
    ("url", "backend", "options"),
    [
        ("redis://127.0.0.1:6379/0", "RedisCache", {}),
        ("db://site_cache", "DatabaseCache", {"MAX_ENTRIES": 1_000_000}),
    ],
)
def test_each_cache_gets_the_options_it_knows(url, backend, options):
    code = "from django.conf import settings; print(settings.CACHES['default'])"
    shown = manage("shell", "--no-imports", "-c", code, CACHE_URL=url, **PRODUCTION)

    chosen = ast.literal_eval(shown.stdout)
    assert chosen["BACKEND"].endswith(backend)
    assert chosen.get("OPTIONS", {}) == options


def test_a_replica_is_a_second_database_that_the_tests_mirror(tmp_path):
    code = (
        "from django.conf import settings as s; d = s.DATABASES;"
        "print(sorted(d), d['replica']['NAME'], d['replica']['OPTIONS']['pool']['max_size'])"
    )
    urls = {
        "DATABASE_URL": "postgres://portal@127.0.0.1:1/site",
        "DATABASE_REPLICA_URL": "postgres://reader@127.0.0.1:1/copy",
        "DATABASE_POOL": "3",
    }
    shown = manage("shell", "--no-imports", "-c", code, **urls, **PRODUCTION)

    assert shown.stdout.strip() == "['default', 'replica'] copy 3"
