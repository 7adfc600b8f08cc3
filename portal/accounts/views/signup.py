from allauth.account.views import SignupView as AllauthSignupView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from portal.accounts.forms import TooYoung
from portal.shell.routes import Policy, route


class SignupView(AllauthSignupView):
    """allauth's sign-up, with a kind answer to those under 15. Nothing they typed is kept."""

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except TooYoung:
            return redirect("too_young")


signup = SignupView.as_view()


@route(Policy.PUBLIC)
def too_young(request: HttpRequest) -> HttpResponse:
    """Say kindly why the account waits, and what can be read without one."""
    return render(request, "accounts/too_young.html")
