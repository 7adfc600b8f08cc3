#!/bin/sh
# What comes round each day, where no system timer does it (deploy/compose.yaml): the timed states,
# what is thrown away, then the backup, which so holds nobody who left today. Soon after midnight:
# until then a list goes past the internships that ended with the day.
set -u
export TZ="${TZ:-Europe/Paris}"
AT=${DAILY_AT:-00:05}
while true; do
    now=$(date +%s)
    next=$(date -d "today $AT" +%s)
    [ "$next" -gt "$now" ] || next=$(date -d "tomorrow $AT" +%s)
    sleep $((next - now))
    python manage.py tick
    python manage.py purge --yes
    python manage.py backup "${BACKUP_DIR:-/var/backups/premier-clap}" --keep "${BACKUP_KEEP:-14}"
done
