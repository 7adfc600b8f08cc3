import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.moderation import changes
from portal.moderation.actions import decide
from portal.moderation.enums import Outcome, Reason, State
from portal.moderation.forms import DecisionForm
from portal.moderation.models import AlreadyDecided, Decision, Publication


class StateFilter(admin.SimpleListFilter):
    """What waits for a decision, unless another state or all are asked for."""

    title = _("état")
    parameter_name = "etat"
    ALL = "toutes"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        others = [state for state in State if state not in {State.SUBMITTED, State.DRAFT}]
        return [*((state.value, state.label) for state in others), (self.ALL, _("toutes"))]

    def choices(self, changelist: Any) -> Iterator[Any]:
        first, *others = super().choices(changelist)
        yield {**first, "display": State.SUBMITTED.label}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == self.ALL:
            return queryset
        return queryset.filter(state=self.value() or State.SUBMITTED)


class PublicationAdmin(admin.ModelAdmin):
    """The moderators' queue for one kind of text.

    What a member wrote is read here, never edited. The list opens on what waits, the longest
    wait first; opening a line shows the text as its readers will see it, with the decision.
    """

    preview_template = ""
    reasons = Reason.of_people()
    ordering = ["submitted_at", "pk"]
    actions: Sequence[Any] = ["approve_selected"]
    change_form_template = "admin/moderation/review.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_moderator)  # type: ignore[union-attr]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        # A draft is its author's alone.
        return super().get_queryset(request).exclude(state=State.DRAFT)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        title = str(self.opts.verbose_name_plural).capitalize()
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show the text and decide on it."""
        target = self.get_object(request, object_id)
        if target is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
        if not self.has_view_permission(request, target):
            raise PermissionDenied
        form = DecisionForm(
            request.POST if request.method == "POST" else None,
            initial={"revision": target.revision},
            reasons=self.reasons,
        )
        if request.method == "POST" and form.is_valid():
            return self._decide(request, target, form)
        approved = changes.last_approved(target)
        context = {
            **self.admin_site.each_context(request),
            "title": str(target),
            "opts": self.opts,
            "target": target,
            "approved": approved,
            "changes": changes.since(approved, target) if approved else [],
            "form": form,
            "preview_template": self.preview_template,
            "decisions": Decision.objects.about(target).select_related("decided_by"),
            "waiting": target.state == State.SUBMITTED and self.has_decide_permission(request),
            "writer": self.writer(target),
            "behind": self.behind(target),
            "report": None,
            **self.preview_context(target),
        }
        return TemplateResponse(request, self.change_form_template, context)

    def preview_context(self, target: Publication) -> dict[str, Any]:
        """The name under which `preview_template` knows the text; a `report` about it, if any."""
        raise NotImplementedError

    def writer(self, target: Any) -> Any:
        """The member who wrote the text; None when they have left."""
        return target.author

    def behind(self, target: Any) -> str:
        """In whose name it was written, in a line, if not in the member's own."""
        return ""

    def _decide(
        self, request: HttpRequest, target: Publication, form: DecisionForm
    ) -> HttpResponse:
        data = form.cleaned_data
        try:
            decide(
                target,
                by=request.user,
                revision=data["revision"],
                outcome=Outcome(data["outcome"]),
                reason=data["reason"],
                note=data["note"],
            )
        except AlreadyDecided:
            self.message_user(
                request,
                _(
                    "Rien n’a été décidé : ce texte a changé ou a déjà reçu une décision "
                    "depuis que vous l’avez ouvert. Relisez-le."
                ),
                messages.WARNING,
            )
            return redirect(request.path)
        except ValidationError as refused:
            self.message_user(request, refused.messages[0], messages.ERROR)
            return redirect(request.path)
        self.message_user(
            request,
            _("Publié\u00a0: «\u00a0%(title)s\u00a0». Son auteur·rice est prévenu·e.")
            % {"title": target}
            if data["outcome"] == Outcome.APPROVED
            else _("Renvoyé avec le motif\u00a0: «\u00a0%(title)s\u00a0».") % {"title": target},
            messages.SUCCESS,
        )
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    @admin.action(description=_("Publier la sélection"), permissions=["decide"])
    def approve_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        """Publish the listings ticked, after one page that lists them as they are now."""
        if request.POST.get("confirmed"):
            done = skipped = 0
            for pair in request.POST.getlist("read"):
                pk, _dash, revision = pair.partition("-")
                if not re.fullmatch(r"[0-9]{1,9}-[0-9]{1,9}", pair):
                    continue
                target = get_object_or_404(self.get_queryset(request), pk=pk)
                try:
                    decide(
                        target, by=request.user, revision=int(revision), outcome=Outcome.APPROVED
                    )
                except AlreadyDecided:
                    skipped += 1
                except ValidationError as refused:
                    told = f"«\u00a0{target}\u00a0»\u00a0: {refused.messages[0]}"
                    self.message_user(request, told, messages.ERROR)
                else:
                    done += 1
            self.message_user(
                request,
                ngettext("%(n)s texte publié.", "%(n)s textes publiés.", done) % {"n": done},
                messages.SUCCESS if done else messages.WARNING,
            )
            if skipped:
                self.message_user(
                    request,
                    ngettext(
                        "%(n)s annonce a changé ou a été décidée entre-temps : elle n’a pas bougé.",
                        "%(n)s annonces ont changé ou ont été décidées entre-temps : elles n’ont "
                        "pas bougé.",
                        skipped,
                    )
                    % {"n": skipped},
                    messages.WARNING,
                )
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": _("Publier la sélection"),
            "opts": self.opts,
            "targets": queryset.filter(state=State.SUBMITTED),
            "preview_template": self.preview_template,
            "action": "approve_selected",
            "selected": request.POST.getlist(ACTION_CHECKBOX_NAME),
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/moderation/approve_selected.html", context)
