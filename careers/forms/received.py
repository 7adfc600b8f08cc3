from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers.applications.enums import ApplicationState
from careers.models import Application


class ReceivedFilterForm(forms.Form):
    """The filters of what an organisation received. A value it does not know is left out."""

    VIEWS = (
        ("", _("à répondre")),
        ("retenues", _("acceptées")),
        ("closes", _("closes")),
        ("toutes", _("toutes")),
    )

    vue = forms.ChoiceField(label=_("Voir"), choices=VIEWS, required=False)
    annonce = forms.ChoiceField(label=_("Annonce"), required=False)
    suivi = forms.ChoiceField(
        label=_("Suivi"),
        choices=[("", _("de toute l’équipe")), ("moi", _("par moi"))],
        required=False,
    )

    def __init__(self, *args: Any, organisation: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        titles = organisation.internships.exclude(published_at=None).order_by("-pk")
        self.fields["annonce"].choices = [  # type: ignore[attr-defined]
            ("", _("toutes les annonces")),
            *[(str(pk), title) for pk, title in titles.values_list("pk", "title")[:100]],
        ]
        for field in self.fields.values():
            # A filter is always optional: the page does not say so three times.
            field.needed = True  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def over(self) -> bool:
        """Whether the rows have no date to come: the latest first."""
        return bool(self.cleaned_data.get("vue"))

    def filter(self, received: Any) -> Any:
        """Keep what matches; what still waits for an answer when nothing is asked for."""
        now, wanted = timezone.now(), self.cleaned_data
        view = wanted.get("vue") or ""
        if view == "":
            received = received.open(now=now)
        elif view == "retenues":
            received = received.filter(state=ApplicationState.ACCEPTED)
        elif view == "closes":
            closed = received.filter(state__in=ApplicationState.closed())
            received = closed | received.overdue(now=now)
        if wanted.get("annonce"):
            received = received.filter(internship=int(wanted["annonce"]))
        if wanted.get("suivi"):
            received = received.filter(assigned_to=self.user.pk)
        return received


def waiting_for(user: Any, *, now: Any = None) -> Any:
    """What waits for an answer by this person, in all their organisations."""
    return Application.objects.received_by(user).open(now=now)
