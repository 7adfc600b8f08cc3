"""The world in which tests run; pytest loads this before Django reads its settings.

Whatever the developer's own variables say, the tests see a production-like site (DEBUG=0) on
localhost, on SQLite or, with `--database=postgresql`, on a temporary PostgreSQL.
"""

import gc
import os
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.postgres import Unavailable, temporary_postgres

os.environ |= {
    "DJANGO_SETTINGS_MODULE": "portal.settings",
    "DEBUG": "0",
    "SECRET_KEY": "tests-only-4eGkQ9wz-Zr1vXc7Lm2Yb8Tn5Hd3Ps6Ju0Ka-not-for-a-real-site",
    "SITE_URL": "http://localhost",
    # Playwright's synchronous API keeps an event loop, in which Django refuses the database.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
}
for _name in (
    "ALLOWED_HOSTS",
    "CACHE_URL",
    "DATABASE_POOL",
    "DATABASE_REPLICA_URL",
    "DEFAULT_FROM_EMAIL",
    "EMAIL_URL",
    "ERASURE_LEDGER",
    "METRICS_TOKEN",
    "RELEASE",
    "SECRET_KEY_FALLBACKS",
    "SENTRY_DSN",
    "SLOW_QUERY_MS",
    "STATIC_ROOT",
    "STORAGE_URL",
    "TRUSTED_PROXIES",
    "VAR_DIR",
):
    os.environ.pop(_name, None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=["sqlite", "postgresql"],
        default="sqlite",
        help="base de données des tests (sqlite par défaut)",
    )
    parser.addoption(
        "--only-database",
        action="store_true",
        help="seulement les tests qui se servent de la base de données",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, when asked, what would say the same on any database."""
    if not config.getoption("--only-database"):
        return
    wanted = [item for item in items if _asks_the_database(item)]
    kept = set(wanted)
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = wanted


def _asks_the_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(
        item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db", "live_server"}
    )


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """Choose the database, before pytest-django's own hook reads the settings."""
    # Workers of xdist inherit the choice of the process that started them.
    if "PYTEST_XDIST_WORKER" not in os.environ:
        os.environ.pop("DATABASE_URL", None)
        if early_config.known_args_namespace.database == "postgresql":
            cleanup = ExitStack()
            early_config.add_cleanup(cleanup.close)
            try:
                # In full size, what is committed is on the disk, as in production.
                server = temporary_postgres(durable=bool(os.environ.get("PROOF")))
                os.environ["DATABASE_URL"] = cleanup.enter_context(server)
            except Unavailable as error:
                raise pytest.UsageError(str(error)) from None
    return (yield)


def pytest_report_header() -> str:
    url = os.environ.get("DATABASE_URL", "sqlite")
    return f"base de données : {url.partition(':')[0]}"


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    from django.conf import settings

    # What is loaded by now stays: no use in looking through all of it again and again.
    gc.freeze()
    gc.set_threshold(100_000, 50, 1000)
    # Argon2 is slow on purpose; no test is about its strength.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # The manifest of hashed names needs collectstatic before each run. The plain storage serves
    # the same files from their sources.
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
