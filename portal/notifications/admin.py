from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_tasks_db.admin import DBTaskResultAdmin
from django_tasks_db.models import DBTaskResult

from portal.notifications.models import OutgoingMail

admin.site.unregister(DBTaskResult)


@admin.register(DBTaskResult)
class TaskAdmin(DBTaskResultAdmin):
    """The background tasks, to be read only, by their name rather than their number."""

    list_display = (  # type: ignore[assignment]
        "name", "status", "enqueued_at", "started_at", "finished_at", "queue_name",
    )  # fmt: skip

    @admin.display(description=_("tâche"))
    def name(self, task: DBTaskResult) -> str:
        return task.task_name

    @admin.display(description=_("trace de l’erreur"))
    def formatted_traceback(self, obj: DBTaskResult) -> str:
        return super().formatted_traceback(obj)

    @admin.display(description=_("pas avant le"))
    def display_run_after(self, obj: DBTaskResult) -> Any:
        return super().display_run_after(obj)


@admin.register(OutgoingMail)
class OutgoingMailAdmin(admin.ModelAdmin):
    """Which mails wait, left or were given up; never to whom, nor what they said."""

    list_display = ["pk", "created_at", "attempts", "sent_at", "abandoned_at"]
    list_filter = [
        ("sent_at", admin.EmptyFieldListFilter),
        ("abandoned_at", admin.EmptyFieldListFilter),
    ]
    fields = ["created_at", "attempts", "sent_at", "abandoned_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
