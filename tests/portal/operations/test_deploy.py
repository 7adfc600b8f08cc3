"""The files of production say what the code does, and hold what they promise."""

import os
import re
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.files.base import ContentFile
from django.core.management import get_commands

from portal import settings as written

DEPLOY: Path = settings.BASE_DIR / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
OURS = ["web1", "web2", "worker", "daily", "migrate"]


def names_read() -> set[str]:
    """The variables that the settings and gunicorn read."""
    text = (settings.BASE_DIR / "portal" / "settings.py").read_text()
    found = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', text))
    conf = (DEPLOY / "gunicorn.conf.py").read_text()
    return found | set(re.findall(r'environ(?:\.(?:get|setdefault)\(|\[)\s*"([A-Z_]+)"', conf)) - {
        "GUNICORN_RUN"
    }


def test_every_setting_is_explained_in_the_example() -> None:
    explained = set(re.findall(r"^#?([A-Z_]+)=", (DEPLOY / "env.example").read_text(), re.M))

    assert len(names_read()) > 20
    assert names_read() - explained == set()
    known = names_read() | {
        "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "SITE_ADDRESS", "POSTGRES_PASSWORD",
        "BACKUPS", "WORKERS", "DAILY_AT", "BACKUP_DIR", "BACKUP_KEEP",
    }  # fmt: skip
    assert explained - known == set()


def test_the_readme_names_every_setting_of_the_site() -> None:
    readme = (settings.BASE_DIR / "README.md").read_text()
    text = (settings.BASE_DIR / "portal" / "settings.py").read_text()
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', text))

    assert {name for name in read if f"`{name}`" not in readme} == set()


@pytest.mark.parametrize("name", OURS)
def test_containers_of_the_site_can_do_little(name: str) -> None:
    service = COMPOSE["services"][name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service
    assert "ports" not in service


def test_only_the_proxy_is_reached_from_outside() -> None:
    assert [n for n, service in COMPOSE["services"].items() if "ports" in service] == ["proxy"]
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert COMPOSE["services"]["db"]["networks"] == ["inside"]
    assert COMPOSE["services"]["cache"]["networks"] == ["inside"]


def test_no_file_names_a_registry_or_holds_a_secret() -> None:
    for path in [*DEPLOY.rglob("*"), settings.BASE_DIR / ".dockerignore"]:
        if path.is_file() and path.suffix != ".pyc":
            text = path.read_text()
            images = re.findall(r"^\s*(?:FROM|image:)\s+(\S+)", text, re.M)
            assert not [one for one in images if "." in one.split("/")[0] and "/" in one], path
            assert not re.search(r"^(?:SECRET_KEY|METRICS_TOKEN|SENTRY_DSN)=\S", text, re.M), path


def test_the_secrets_of_compose_go_nowhere() -> None:
    """deploy/.env is filled in beside the files of the image: neither git nor an image takes it."""
    kept = (settings.BASE_DIR / ".dockerignore").read_text().splitlines()
    assert kept[0] == "*"
    assert [line for line in kept if line.rstrip("/*") == "!deploy" or ".env" in line] == []
    assert "deploy/.env" in (settings.BASE_DIR / ".gitignore").read_text().splitlines()

    example = (DEPLOY / "env.example").read_text()
    for name in ("SECRET_KEY", "POSTGRES_PASSWORD"):
        assert re.search(rf"^{name}=$", example, re.M), name
    assert "${POSTGRES_PASSWORD:?" in (DEPLOY / "compose.yaml").read_text()


def test_the_image_holds_the_whole_site_and_no_more() -> None:
    text = (DEPLOY / "Dockerfile").read_text()
    copied = {
        source
        for line in re.findall(r"^COPY (?!--)(.+) \S+$", text, re.M)
        for source in line.split()
    }
    allowed = {
        line[1:]
        for line in (settings.BASE_DIR / ".dockerignore").read_text().splitlines()
        if line.startswith("!")
    }
    packages = {path.parent.name for path in settings.BASE_DIR.glob("*/__init__.py")} - {
        "tests",
        "tools",
    }

    assert copied == allowed
    assert packages <= copied
    assert {name for name in copied if not (settings.BASE_DIR / name).exists()} == set()


def test_compose_waits_for_what_can_say_that_it_is_ready() -> None:
    """`up --wait`, on which a release relies, fails on a health check that is turned off."""
    services = COMPOSE["services"]
    checked = {name: service["healthcheck"]["test"] for name, service in services.items()
               if "healthcheck" in service}  # fmt: skip

    assert set(checked) == {"web1", "web2", "db", "cache"}
    assert checked["web1"] == checked["web2"] == ["CMD", "python", "deploy/healthcheck.py"]
    assert "HEALTHCHECK" not in (DEPLOY / "Dockerfile").read_text()


def test_what_containers_say_does_not_fill_the_disk() -> None:
    for name, service in COMPOSE["services"].items():
        assert service["logging"]["options"]["max-size"] == "20m", name


def test_nobody_elses_image_is_taken_for_ours() -> None:
    ours = [s for s in COMPOSE["services"].values() if s["image"].startswith("premier-clap")]

    assert len(ours) == len(OURS) + 1
    assert {service["pull_policy"] for service in ours} == {"never"}
    assert [name for name, service in COMPOSE["services"].items() if "build" in service] == [
        "web1", "proxy",
    ]  # fmt: skip


def test_static_files_are_read_by_whoever_serves_them(tmp_path: Path) -> None:
    """Built as root, served as another; members' files are read by the site alone."""
    options = written.STORAGES["staticfiles"]["OPTIONS"]
    storage = StaticFilesStorage(location=tmp_path, base_url="/static/", **options)
    storage.save("css/site.css", ContentFile(b"a{}"))

    assert (tmp_path / "css").stat().st_mode & 0o777 == 0o755
    assert (tmp_path / "css" / "site.css").stat().st_mode & 0o777 == 0o644
    assert settings.FILE_UPLOAD_PERMISSIONS == 0o600


def test_the_image_does_not_run_as_root() -> None:
    text = (DEPLOY / "Dockerfile").read_text()
    site = text[text.index(" AS site") : text.index(" AS proxy")]

    assert re.search(r"^USER 10001:10001$", site, re.M)
    assert "--require-hashes" in text


def example(tmp_path: Path) -> dict[str, str]:
    """What a shell reads in the example once every line of it is in use."""
    text = (DEPLOY / "env.example").read_text()
    file = tmp_path / "env"
    file.write_text(re.sub(r"^#([A-Z_]+=)", r"\1", text, flags=re.M))
    read = subprocess.run(
        ["sh", "-ec", f"set -a; . {file}; env -0"], capture_output=True, text=True, env={}
    )
    assert read.returncode == 0, read.stderr
    return dict(line.split("=", 1) for line in read.stdout.split("\0") if "=" in line)


def test_a_shell_reads_the_example_as_the_services_do(tmp_path: Path) -> None:
    found = example(tmp_path)

    assert found["DEFAULT_FROM_EMAIL"] == "Premier Clap <bonjour@premier-clap.example>"
    for unit in UNITS:
        assert f"VAR_DIR={found['VAR_DIR']} " in unit.read_text()


def test_the_mail_address_of_the_example_is_understood(tmp_path: Path) -> None:
    ask = "from django.conf import settings as s; print(s.EMAIL_USE_TLS, s.MAIL_TRANSPORT)"

    def answer(url: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "DEBUG": "1", "EMAIL_URL": url}
        return subprocess.run(
            [sys.executable, "-c", ask],
            cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True,
        )  # fmt: skip

    said = answer(example(tmp_path)["EMAIL_URL"]).stdout.split()
    assert said == ["True", "django.core.mail.backends.smtp.EmailBackend"]
    assert "unknown 'smtp+tls'" in answer("smtp+tls://a:b@host:587").stderr


def test_the_example_once_filled_in_is_fit_for_production(tmp_path: Path) -> None:
    lines = re.findall(r"^([A-Z_]+)=(.*)$", (DEPLOY / "env.example").read_text(), re.M)
    filled = {
        **dict(lines),
        "SECRET_KEY": "7xQm2Vw9-Kt4Zr8Yb1Nc6Lp3Hd5Gs0Jf-Ua2We7Ti9Oq4Xv-for-this-test",
        "VAR_DIR": str(tmp_path),
        "STATIC_ROOT": str(tmp_path / "static"),
    }
    checked = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=settings.BASE_DIR, env={"PATH": os.environ["PATH"], **filled},
        capture_output=True, text=True,
    )  # fmt: skip

    assert checked.stderr == ""
    assert "no issues" in checked.stdout
    # One machine and compose start from the same lines: neither may name the other's servers.
    assert "DATABASE_URL" not in filled
    assert "CACHE_URL" not in filled


def test_the_page_of_production_names_what_there_is() -> None:
    page = (settings.BASE_DIR / "docs" / "production.md").read_text()

    asked = set(re.findall(r"manage\.(?:sh|py) ([a-z_]+)", page))
    assert len(asked) > 5
    assert asked - set(get_commands()) == set()
    files = set(re.findall(r"\b((?:deploy|tools|portal|docs)/[\w./]+\w)", page)) - {"deploy/.env"}
    assert {name for name in files if not (settings.BASE_DIR / name).exists()} == set()
    units = set(re.findall(r"premier-clap-[a-z]+(?:\.timer)?", page.replace("-backups", "")))
    known = {path.name.removesuffix(".service") for path in (DEPLOY / "systemd").iterdir()}
    assert units - known == set()
    services = set(re.findall(r"--wait (\w+)", page)) | set(re.findall(r"--rm (\w+)", page))
    assert services <= set(COMPOSE["services"])


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_units_are_hardened(unit: Path) -> None:
    text = unit.read_text()

    for line in (
        "NoNewPrivileges=yes", "ProtectSystem=strict", "PrivateTmp=yes", "CapabilityBoundingSet=",
        "SystemCallFilter=@system-service", "User=clap", "UMask=0077", "ProtectHome=yes",
    ):  # fmt: skip
        assert line in text.splitlines(), line


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_systemd_finds_the_units_little_exposed(unit: Path) -> None:
    analyse = shutil.which("systemd-analyze")
    if analyse is None:
        pytest.skip("systemd-analyze est absent : l’exposition des unités n’est pas mesurée.")
    done = subprocess.run(
        [analyse, "security", "--offline=true", "--threshold=20", str(unit)],
        capture_output=True, text=True,
    )  # fmt: skip
    if "unrecognized option" in done.stderr:
        pytest.skip("ce systemd-analyze ne mesure pas une unité sans l’avoir installée.")

    assert done.returncode == 0, done.stdout.splitlines()[-1:]


def test_systemd_understands_the_units() -> None:
    analyse = shutil.which("systemd-analyze")
    if analyse is None:
        pytest.skip("systemd-analyze est absent : les unités ne sont pas relues par systemd.")
    files = [str(path) for path in (DEPLOY / "systemd").iterdir()]
    done = subprocess.run([analyse, "verify", *files], capture_output=True, text=True)

    said = [line for line in done.stderr.splitlines() if "is not executable" not in line]
    assert [line for line in said if "premier-clap" in line] == []


def test_caddy_understands_its_file() -> None:
    caddy = shutil.which("caddy")
    if caddy is None:
        pytest.skip("caddy est absent : deploy/Caddyfile n’est pas relu.")
    done = subprocess.run(
        [caddy, "validate", "--adapter", "caddyfile", "--config", str(DEPLOY / "Caddyfile")],
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr[-1000:]


def test_gunicorn_understands_its_file(tmp_path: Path) -> None:
    wsgiapp = import_module("gunicorn.app.wsgiapp")

    application = wsgiapp.WSGIApplication.__new__(wsgiapp.WSGIApplication)
    application.usage = application.prog = None
    application.load_default_config()
    application.load_config_from_file(str(DEPLOY / "gunicorn.conf.py"))

    assert application.cfg.settings["worker_class"].get().__name__ == "Worker"
    assert application.cfg.graceful_timeout == 30
    assert application.cfg.control_socket_disable is True
