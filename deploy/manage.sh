#!/bin/sh
# manage.py as the services run it, on one machine: `deploy/manage.sh migrate`, as root. Same settings,
# same user: what it writes belongs to the site.
set -eu
set -a
. "${ENV_FILE:-/etc/premier-clap.env}"
set +a
cd "$(dirname "$0")/.."
exec setpriv --reuid=clap --regid=clap --init-groups .venv/bin/python manage.py "$@"
