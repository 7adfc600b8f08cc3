"""Who may open a route, and with which verbs: declared once, read by tests and `manage.py routes`.

Our own views say it with `@route`; what is said of those of Django and allauth stands here.
"""

import dataclasses
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern, ResolverMatch

from portal.shell.views import errors

View = Callable[..., HttpResponse]
# No row has a larger number, and SQLite fails on the question.
LARGEST = 2**63 - 1


class Policy(models.TextChoices):
    """From the widest to the narrowest audience."""

    PUBLIC = "public", "tout le monde"
    MEMBER = "member", "membres"
    OWNER = "owner", "auteur·rice"
    ORGANISATION = "organisation", "membres de la structure"
    MODERATOR = "moderator", "modération"
    STAFF = "staff", "administration"


def route(policy: Policy, *verbs: str, shared: bool = False) -> Callable[[View], View]:
    """Declare the audience and the verbs (GET by default) of a view.

    `PUBLIC` opens the view to strangers; for the others, Django's LoginRequiredMiddleware asks
    for a session and the view itself fetches only what the member may see. `shared`: strangers
    all get the same page, see `portal.shell.shared_pages`.
    """
    if shared and policy != Policy.PUBLIC:
        raise ValueError("What is not for everybody is not the same for everybody.")
    allowed = list(verbs or ("GET",))
    if "GET" in allowed:
        allowed.append("HEAD")

    def declare(view: View) -> View:
        @wraps(view)
        def declared(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if any(isinstance(value, int) and value > LARGEST for value in kwargs.values()):
                raise Http404
            if request.method not in allowed:
                return errors.not_allowed(request, allowed)
            return view(request, *args, **kwargs)

        declared.policy = policy  # type: ignore[attr-defined]
        declared.verbs = allowed  # type: ignore[attr-defined]
        declared.shared = shared  # type: ignore[attr-defined]
        return login_not_required(declared) if policy == Policy.PUBLIC else declared

    return declare


@dataclasses.dataclass(frozen=True, slots=True)
class Route:
    pattern: str
    name: str
    verbs: tuple[str, ...]
    policy: str
    login_required: bool


# allauth's views that a person without a session needs; the rest of its pages ask for one.
PUBLIC_ALLAUTH = {
    "account_login",
    "account_signup",
    "account_logout",
    "account_inactive",
    "account_email_verification_sent",
    "account_request_login_code",
    "account_confirm_login_code",
    "account_reset_password",
    "account_confirm_password_reset_code",
    "account_complete_password_reset",
    "account_password_reset_completed",
    "mfa_authenticate",
    "mfa_login_webauthn",
}


def _declared(pattern: URLPattern, name: str, path: str) -> tuple[str, tuple[str, ...]]:
    view: Any = pattern.callback
    if hasattr(view, "policy"):
        return str(view.policy), tuple(view.verbs)
    if path.startswith("admin/"):
        return (Policy.PUBLIC if name == "admin:login" else Policy.STAFF), ("GET", "POST")
    if path.startswith("compte/"):
        public = name in PUBLIC_ALLAUTH
        return (Policy.PUBLIC if public else Policy.OWNER), ("GET", "POST")
    return "", ()


def is_public(match: ResolverMatch | None) -> bool:
    """Whether strangers may open what this address led to."""
    if match is None:
        return False
    policy = getattr(match.func, "policy", None)
    return match.view_name in PUBLIC_ALLAUTH if policy is None else policy == Policy.PUBLIC


def walk() -> Iterator[Route]:
    """Yield every route of the site; `policy` is empty where nobody declared one."""
    seen: set[str] = set()

    def visit(resolver: URLResolver, prefix: str, spaces: tuple[str, ...]) -> Iterator[Route]:
        for entry in resolver.url_patterns:
            # Each page once: its English address is the same below /en/.
            here = "" if isinstance(entry.pattern, LocalePrefixPattern) else str(entry.pattern)
            path = prefix + here
            if isinstance(entry, URLResolver):
                deeper = (*spaces, entry.namespace) if entry.namespace else spaces
                yield from visit(entry, path, deeper)
                continue
            if path in seen:
                continue  # allauth's own sign-up, behind ours
            seen.add(path)
            name = ":".join((*spaces, entry.name or ""))
            policy, verbs = _declared(entry, name, path)
            yield Route(
                pattern="/" + path,
                name=name,
                verbs=verbs,
                policy=policy,
                login_required=getattr(entry.callback, "login_required", True),
            )

    yield from visit(get_resolver(), "", ())
