"""Errors told to Sentry (SENTRY_DSN), with nothing that anybody wrote.

The report is made anew from a short list: kinds of errors, places in the code, the route, the
request's id. No message of an exception (it may quote what was typed), no variable, address,
header, cookie, query or account; a list of what to take out would forget something one day.
"""

import sys
from typing import Any

import structlog
from django_tasks import TaskResultStatus

KEPT_TAGS = ("route", "request_id", "task")
FRAME = ("module", "function", "filename", "lineno", "in_app")


def only_places(event: Any, _hint: Any = None) -> Any:
    """What may leave of an event."""
    kinds = [
        {
            "type": one.get("type"),
            "module": one.get("module"),
            "stacktrace": {
                "frames": [
                    {key: frame[key] for key in FRAME if key in frame}
                    for frame in (one.get("stacktrace") or {}).get("frames", [])
                ]
            },
        }
        for one in (event.get("exception") or {}).get("values", [])
    ]
    kept = {
        key: event[key]
        for key in ("event_id", "timestamp", "platform", "level", "release", "environment")
        if key in event
    }
    given = event.get("tags") or {}
    tags = {key: given[key] for key in KEPT_TAGS if key in given}
    return kept | {"exception": {"values": kinds}, "tags": tags}


def start(dsn: str, *, release: str = "", **options: Any) -> None:
    """Report to `dsn` from now on; nothing is hooked into Django, the log or the network."""
    # A tenth of all the code that a process loads, for those sites alone that asked for it.
    import sentry_sdk

    sentry_sdk.init(
        dsn=dsn,
        release=release or None,
        default_integrations=False,
        auto_enabling_integrations=False,
        include_local_variables=False,
        include_source_context=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        server_name="",
        before_send=only_places,
        **options,
    )


def report(error: BaseException, **tags: Any) -> None:
    """Tell of an error, wherever it was caught; does nothing unless `start` was called."""
    sentry_sdk = sys.modules.get("sentry_sdk")
    if sentry_sdk is None or not sentry_sdk.is_initialized():
        return
    request_id = structlog.contextvars.get_contextvars().get("request_id")
    with sentry_sdk.new_scope() as scope:
        for key, value in (tags | {"request_id": request_id}).items():
            if value:
                scope.set_tag(key, value)
        scope.capture_exception(error)


class TaskFailed(Exception):
    """A background task ended in an error; the tags say which one."""


def report_task(*, task_result: Any, **_kwargs: Any) -> None:
    """Tell of a task that failed: its name and the kind of error."""
    if task_result.status != TaskResultStatus.FAILED:
        return
    kinds = [one.exception_class_path.rpartition(".")[2] for one in task_result.errors]
    report(TaskFailed(), task=" ".join([task_result.task.module_path, *kinds]))
