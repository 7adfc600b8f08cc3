from django.apps import AppConfig
from django.conf import settings
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _
from django_tasks.signals import task_finished

from portal.operations import plans, reporting, slow, turns


class OperationsConfig(AppConfig):
    name = "portal.operations"
    label = "operations"
    verbose_name = _("exploitation")

    def ready(self) -> None:
        connection_created.connect(plans.watch)
        if settings.SLOW_QUERY_MS:
            connection_created.connect(slow.watch)
        # After it, for it to time the wait.
        connection_created.connect(turns.watch)
        if settings.SENTRY_DSN:
            reporting.start(settings.SENTRY_DSN, release=settings.RELEASE)
            task_finished.connect(reporting.report_task)
