"""The library that keeps background tasks, under a French name."""

from django_tasks_db.apps import TasksAppConfig


def _named(task: object) -> str:
    return f"tâche {task.task_name}"  # type: ignore[attr-defined]


class BackgroundConfig(TasksAppConfig):
    verbose_name = "tâches de fond"

    def ready(self) -> None:
        super().ready()
        # The admin titles a page by it: Django's own words are English, with a number.
        self.get_model("DBTaskResult").__str__ = _named  # type: ignore[method-assign]
