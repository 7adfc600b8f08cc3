"""The library that keeps background tasks, under a French name."""

from django_tasks_db.apps import TasksAppConfig


class BackgroundConfig(TasksAppConfig):
    verbose_name = "tâches de fond"
