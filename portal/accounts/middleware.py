from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import User


class StaffSecondFactorMiddleware:
    """Keep staff without a second factor on the account pages until they have one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            settings.STAFF_SECOND_FACTOR_REQUIRED
            and request.user.is_authenticated
            and request.user.is_staff
            and not request.path.startswith(reverse("member"))
            and not is_mfa_enabled(request.user)
        ):
            messages.warning(
                request,
                _("Votre compte modère le site : ajoutez la double vérification pour continuer."),
            )
            return redirect("mfa_index")
        return self.get_response(request)


class ErasedMemberMiddleware:
    """Say goodbye to who was erased while their request was under way, instead of failing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, DatabaseError | User.DoesNotExist):
            return None
        number = request.user.pk
        if number is None or User.objects.filter(pk=number).exists():
            return None
        logout(request)
        messages.info(request, _("Ce compte a été effacé."))
        return redirect("shell:home")
