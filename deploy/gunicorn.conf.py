"""gunicorn as the site runs it: `gunicorn -c deploy/gunicorn.conf.py portal.wsgi`.

One request a process at a time: the threads of one take turns for the interpreter, and cost more
than they bring (docs/decisions/2026-11-28-server.md). Each setting can be changed by the
environment (deploy/env.example).
"""

import os
import tempfile
import threading
import time
from pathlib import Path

from gunicorn.workers.sync import SyncWorker

# Each process takes some 110 MB: on a big machine, as many as its cores would not fit in the bounds
# of deploy/compose.yaml and deploy/systemd.
CORES = min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2, 4)

bind = os.environ.get("BIND", "127.0.0.1:8000")
# More than the cores: they have work while a process waits for the database or a slow phone.
workers = int(os.environ.get("WEB_CONCURRENCY", CORES + 2))
# A page answers in a fraction of a second; whatever takes thirty without a sign of life is stuck.
timeout = 30
LONGEST = 300
# On a stop or a reload, what is under way is finished.
graceful_timeout = 30
# A slow leak never grows old; the jitter keeps the processes from leaving together.
max_requests = 5000
max_requests_jitter = 500
# The sign of life of the processes must not wait for a disk.
_memory = Path("/dev/shm")  # noqa: S108
worker_tmp_dir = str(_memory) if _memory.is_dir() else None
# The application logs each request itself, without addresses.
accesslog = None
errorlog = "-"
limit_request_line = 4094
limit_request_fields = 64
# Signals are enough; its socket would be written in a home, which the site has not.
control_socket_disable = True
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")

# Where the processes say that they are ready. A reload reads this file again, in the same folder.
if "GUNICORN_RUN" not in os.environ:
    os.environ["GUNICORN_RUN"] = tempfile.mkdtemp(prefix="premier-clap-run-")
RUN = Path(os.environ["GUNICORN_RUN"])
RELOADING = RUN / "reloading"


def written_at(mark):
    """When; long ago for one that another process has just taken away."""
    try:
        return mark.stat().st_mtime
    except FileNotFoundError:
        return 0.0


class Moving:
    """A body on its way in or out: each piece of it is a sign of life.

    Without, a file that takes a slow phone thirty seconds would be cut; after LONGEST it is, for a
    process serves nobody else meanwhile.
    """

    def __init__(self, body, notify):
        self.body, self._notify = body, notify
        self.until = time.monotonic() + LONGEST

    def notify(self):
        if time.monotonic() < self.until:
            self._notify()

    def __getattr__(self, name):
        return getattr(self.body, name)

    def read(self, *size):
        self.notify()
        return self.body.read(*size)

    def __iter__(self):
        for piece in self.body:
            self.notify()
            yield piece


class Worker(SyncWorker):
    """A worker that a reload does not end before those after it can answer.

    gunicorn ends the old processes as soon as the new ones are started; these load the code for
    some seconds, during which nobody would answer.
    """

    leaving = False

    def load_wsgi(self):
        super().load_wsgi()
        site = self.wsgi

        def watched(environ, start_response):
            environ["wsgi.input"] = Moving(environ["wsgi.input"], self.notify)
            return Moving(site(environ, start_response), self.notify)

        self.wsgi = watched

    def handle_exit(self, sig, frame):
        if self.leaving:
            return
        self.leaving = True
        if time.time() - written_at(RELOADING) < timeout:
            threading.Thread(target=self._leave_once_replaced, daemon=True).start()
        else:
            super().handle_exit(sig, frame)

    def _leave_once_replaced(self):
        try:
            began, deadline = written_at(RELOADING), time.monotonic() + timeout
            while time.monotonic() < deadline:
                ready = [one for one in RUN.glob("ready-*") if written_at(one) >= began]
                if len(ready) >= workers:
                    break
                time.sleep(0.1)
        finally:
            self.alive = False
            # Wakes it where it waits for the next visitor.
            os.write(self.PIPE[1], b"1")


worker_class = Worker


def on_reload(server):
    RELOADING.touch()


def post_worker_init(worker):
    (RUN / f"ready-{worker.pid}").touch()


def child_exit(server, worker):
    (RUN / f"ready-{worker.pid}").unlink(missing_ok=True)
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)


# Where the processes of this machine count together (portal/operations/measures.py).
if os.environ.get("METRICS_TOKEN") and "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="premier-clap-")
