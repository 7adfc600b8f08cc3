"""What the home page and a member's own page show.

Each floor registers in a module named `home` a function that takes the request and returns
context for them, so that the shell knows no floor by name.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

Provider = Callable[[HttpRequest], dict[str, Any]]
_home: list[Provider] = []
_dashboard: list[Provider] = []


def on_home(provider: Provider) -> Provider:
    _home.append(provider)
    return provider


def on_dashboard(provider: Provider) -> Provider:
    _dashboard.append(provider)
    return provider


def home_context(request: HttpRequest) -> dict[str, Any]:
    return {key: value for provider in _home for key, value in provider(request).items()}


def dashboard_context(request: HttpRequest) -> dict[str, Any]:
    return {key: value for provider in _dashboard for key, value in provider(request).items()}
