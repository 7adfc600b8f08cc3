"""An undefined variable in one of our templates fails the test.

Django renders it as nothing and says so in a debug log, which is where we listen: unlike its
`string_if_invalid` setting, this changes nothing in what a template renders. A variable may be
absent where a template allows for it: `{% if x %}`, `{% for i in x %}`, `{{ x|default:"" }}`.
"""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest
from django.conf import settings
from django.template.base import FilterExpression, Node, VariableDoesNotExist

TEMPLATES = settings.BASE_DIR / "templates"
ALLOWING_FILTERS = {"default", "default_if_none"}


@contextmanager
def forbidden() -> Iterator[None]:
    logger = logging.getLogger("django.template")
    level = logger.level
    logger.setLevel(logging.DEBUG)
    logger.addFilter(refuse)
    try:
        yield
    finally:
        logger.removeFilter(refuse)
        logger.setLevel(level)


def refuse(record: logging.LogRecord) -> bool:
    """Called at each failed lookup, from inside the code that renders the template."""
    if not record.exc_info or not isinstance(record.exc_info[1], VariableDoesNotExist):
        return False
    expression: FilterExpression | None = None
    frame: FrameType | None = sys._getframe()
    while frame:
        caller = frame.f_locals.get("self")
        if isinstance(caller, FilterExpression):
            if frame.f_locals.get("ignore_failures"):
                return False
            expression = caller
        elif isinstance(caller, Node):
            file = Path(caller.origin.name)
            if expression and not may_be_absent(expression) and TEMPLATES in file.parents:
                pytest.fail(
                    f"{file.relative_to(TEMPLATES)} : « {expression.token} » n’est pas défini",
                    pytrace=False,
                )
            return False
        frame = frame.f_back
    return False


def may_be_absent(expression: FilterExpression) -> bool:
    return any(function.__name__ in ALLOWING_FILTERS for function, _ in expression.filters)
