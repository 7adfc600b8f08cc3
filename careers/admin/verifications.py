from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from careers import business_codes
from careers import verification_actions as actions
from careers.enums import VerificationMethod
from careers.forms.verification import AnswerForm
from careers.models import Verification


class WaitingFilter(admin.SimpleListFilter):
    """What waits for a validator, unless all is asked for."""

    title = _("état")
    parameter_name = "etat"
    ALL = "tous"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(self.ALL, _("tous les contrôles"))]

    def choices(self, changelist: Any) -> Iterator[Any]:
        first, *others = super().choices(changelist)
        yield {**first, "display": _("en attente")}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == self.ALL:
            return queryset
        waiting = Verification.objects.waiting().values("pk")
        return queryset.filter(pk__in=waiting)


@admin.register(Verification)
class VerificationAdmin(admin.ModelAdmin):
    """The validators' queue: organisations that gave their number and proved their domain.

    The longest wait first; opening a line shows what was given, with the answer beside. What was
    checked is never edited.
    """

    list_display = ["organisation", "method", "passed", "siret", "ape", "checked_at"]
    list_filter = [WaitingFilter]
    list_select_related = ["organisation"]
    ordering = ["checked_at", "pk"]
    change_form_template = "admin/careers/verification.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show what was given, and answer."""
        proof = self.get_object(request, object_id)
        if proof is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
        if not self.has_view_permission(request, proof):
            raise PermissionDenied
        form = AnswerForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                actions.answer(
                    proof=proof,
                    by=request.user,
                    passed=form.cleaned_data["passed"] == "oui",
                    note=form.cleaned_data["note"],
                )
            except ValidationError as refused:
                form.add_error(None, refused)
            else:
                said = _("Réponse donnée\u00a0: les responsables de %(name)s sont prévenus.")
                self.message_user(request, said % {"name": proof.organisation}, messages.SUCCESS)
                return redirect("admin:careers_verification_changelist")
        return TemplateResponse(
            request, self.change_form_template, self._page(request, proof, form)
        )

    def _page(self, request: HttpRequest, proof: Verification, form: AnswerForm) -> dict[str, Any]:
        organisation = proof.organisation
        checks = organisation.verifications.select_related("checked_by")
        # What was said of an unusual code is on the check of the number.
        number = checks.filter(method=VerificationMethod.SIRET, checked_at__lte=proof.checked_at)
        return {
            **self.admin_site.each_context(request),
            "title": str(organisation),
            "opts": self.opts,
            "proof": proof,
            "organisation": organisation,
            "siren": proof.siret[:9],
            "activity": business_codes.KNOWN.get(proof.ape, ""),
            "number": number.order_by("-checked_at", "-pk").first(),
            "members": organisation.memberships.select_related("user").order_by("joined_at", "pk"),
            "listings": organisation.internships.order_by("-pk")[:5],
            "checks": checks.order_by("-checked_at", "-pk")[:20],
            "form": form,
            "waiting": Verification.objects.waiting().filter(pk=proof.pk).exists()
            and request.user.has_perm(actions.RIGHT),
        }
