"""`manage.py run`: the whole site on one machine, for development and demonstration."""

import io
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.autoreload import DJANGO_AUTORELOAD_ENV


class Command(BaseCommand):
    help = "Prépare la base et le contenu, puis sert le site et son worker de tâches."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--reload", action="store_true", help="recharge le site à chaque fichier modifié"
        )

    def handle(self, *, reload: bool, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "Cette commande crée des comptes de démonstration : elle ne sert qu’avec DEBUG=1."
            )
        port = chosen_port()
        if os.environ.get(DJANGO_AUTORELOAD_ENV):
            # The reloader runs this command again; all but the serving is already done.
            serve(port, reload=True)
            return

        refuse_taken_port(port)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, leave)
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("load_reference", verbosity=0)
        call_command("demo", stdout=self.stdout)
        call_command("rebuild_lists", verbosity=0)
        self.stdout.write(
            f"\nPremier Clap est sur http://localhost:{port}\n"
            f"Les courriels se lisent sur http://localhost:{port}/courriels/"
            " et s’écrivent dans var/mail/\n"
            "Ctrl-C arrête tout.\n\n"
        )
        self.stdout.flush()
        worker = Worker(say=self.stderr.write)
        worker.start()
        try:
            serve(port, reload=reload)
        finally:
            worker.stop()


class Worker:
    """The task worker, in a process of its own that is started again when it dies."""

    LONGEST_DELAY = 60

    def __init__(self, say: Any) -> None:
        self.say = say
        self.stopping = threading.Event()
        self.starting = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self.keeper = threading.Thread(target=self.keep_alive, daemon=True)

    def start(self) -> None:
        self.keeper.start()

    def keep_alive(self) -> None:
        delay = 1
        while True:
            started = time.monotonic()
            with self.starting:
                if self.stopping.is_set():
                    return
                # A group of its own: Ctrl-C must reach it once, through stop().
                self.process = subprocess.Popen(
                    [sys.executable, "manage.py", "db_worker", "--no-reload"],
                    cwd=settings.BASE_DIR,
                    process_group=0,
                )
            code = self.process.wait()
            if time.monotonic() - started > self.LONGEST_DELAY:
                delay = 1
            if not self.stopping.is_set():
                self.say(f"Le worker s’est arrêté (code {code}) ; nouveau départ dans {delay} s.")
            self.stopping.wait(delay)
            delay = min(delay * 2, self.LONGEST_DELAY)

    def stop(self) -> None:
        """Let the task under way finish, within ten seconds."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        with self.starting:
            self.stopping.set()
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def chosen_port() -> int:
    value = os.environ.get("PORT", "8000")
    if not value.isdigit() or not 0 < int(value) < 65536:
        raise CommandError(f"PORT doit être un nombre entre 1 et 65535, pas « {value} ».")
    return int(value)


def refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise CommandError(f"Le port {port} est réservé à root : make run PORT=8001") from None
        except OSError:
            raise CommandError(
                f"Le port {port} est déjà pris, peut-être par un autre « make run ». "
                f"Choisissez-en un autre : make run PORT={port + 1 if port < 65535 else 8000}"
            ) from None


def serve(port: int, *, reload: bool) -> None:
    # Django's banner would give the 127.0.0.1 address, where passkeys do not work.
    call_command("runserver", f"127.0.0.1:{port}", use_reloader=reload, stdout=io.StringIO())


def leave(signum: int, frame: FrameType | None) -> None:
    sys.exit(0)
