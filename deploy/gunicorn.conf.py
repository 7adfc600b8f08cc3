"""gunicorn as the site runs it: `gunicorn -c deploy/gunicorn.conf.py portal.wsgi`.

Threads hold the connections that the proxy keeps open; processes use the cores. Each setting can be
changed by the environment (deploy/env.example).
"""

import os
import tempfile
from pathlib import Path

CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", CORES))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "4"))
# A page answers in a fraction of a second; whatever takes thirty is stuck.
timeout = 30
# On a stop or a reload, what is under way is finished.
graceful_timeout = 30
# Longer than the proxy keeps an idle connection (deploy/Caddyfile): never closed under its hands.
keepalive = 75
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
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")

# Where the processes of this machine count together (portal/operations/measures.py).
if os.environ.get("METRICS_TOKEN"):
    # A reload reads this file again, and goes on counting in the same folder.
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="premier-clap-")

    def child_exit(server, worker):
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)
