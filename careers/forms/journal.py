"""Forms of the private journal."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers.forms.dates import DateInput
from careers.journal_enums import JournalFound, JournalKind, JournalMove, JournalState
from careers.models import JournalEntry
from careers.models.journal import FIRST_DAY, LAST_DAY
from portal.shell.forms import CreationKeyMixin


def checked_day(on: date, *, ahead: bool) -> date:
    """A day that makes sense; in the future only where it may be (`ahead`)."""
    if not FIRST_DAY <= on <= LAST_DAY:
        raise ValidationError(_("Cette date est trop lointaine."))
    if on > timezone.localdate() and not ahead:
        raise ValidationError(_("Cette date est dans l’avenir\u00a0: notez ce qui a eu lieu."))
    return on


class JournalEntryForm(CreationKeyMixin, forms.ModelForm):
    """An entry; when new, also where it stands and since when."""

    state = forms.ChoiceField(
        label=_("Où en est-elle\u202f?"),
        choices=JournalState.choices,
        initial=JournalState.SENT,
        widget=forms.RadioSelect,
    )
    on = forms.DateField(
        label=_("Quand\u202f?"),
        required=False,
        widget=DateInput(),
        help_text=_(
            "Le jour de l’envoi, de la relance, de la réponse. Rien si elle reste à préparer."
        ),
        error_messages={"invalid": _("Cette date n’existe pas.")},
    )

    class Meta:
        model = JournalEntry
        fields = ["place", "what", "kind", "found", "lesson", "next_step", "next_on"]
        widgets = {
            "lesson": forms.Textarea(attrs={"rows": 3}),
            "next_on": DateInput(),
        }
        labels = {
            "place": _("Où\u202f?"),
            "what": _("Pour faire quoi\u202f?"),
            "kind": _("Quelle sorte de demande\u202f?"),
            "found": _("Comment l’avez-vous trouvée\u202f?"),
            "lesson": _("Ce que j’en retiens"),
            "next_step": _("Ma prochaine action"),
            "next_on": _("Pour quand\u202f?"),
        }
        help_texts = {
            "place": _(
                "Société, école, festival. Vous seul·e le lisez\u00a0; d’une personne, n’écrivez "
                "que le nécessaire."
            ),
            "what": _("Par exemple\u00a0: régie, deux semaines en mars."),
            "lesson": _("Une phrase suffit\u00a0: ce que vous referiez, ce que vous changeriez."),
            "next_step": _("Un petit pas\u00a0: relancer, envoyer le portfolio, appeler l’école."),
        }
        error_messages = {"next_on": {"invalid": _("Cette date n’existe pas.")}}

    # A form in sections, as the pages draw it.
    SECTIONS = (
        (_("La demande"), ("place", "what", "kind", "found")),
        (_("Où elle en est"), ("state", "on")),
        (_("Et ensuite"), ("next_step", "next_on", "lesson")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "—"), *JournalKind.choices]  # type: ignore[attr-defined]
        self.fields["found"].choices = [("", "—"), *JournalFound.choices]  # type: ignore[attr-defined]
        if self.instance.pk:
            for name in ("creation_key", "state", "on"):
                del self.fields[name]

    @property
    def sections(self) -> list[tuple[Any, list[forms.BoundField]]]:
        parts = [
            (title, [self[name] for name in names if name in self.fields])
            for title, names in self.SECTIONS
        ]
        return [(title, fields) for title, fields in parts if fields]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("next_on") and not cleaned.get("next_step"):
            self.add_error("next_step", _("Dites quoi faire ce jour-là, ou retirez la date."))
        if "state" in self.fields and "on" not in self.errors:
            self._clean_on(cleaned)
        return cleaned

    def clean_next_on(self) -> date | None:
        day: date | None = self.cleaned_data["next_on"]
        return checked_day(day, ahead=True) if day else None

    def _clean_on(self, cleaned: dict[str, Any]) -> None:
        state, on = cleaned.get("state"), cleaned.get("on")
        if state == JournalState.TO_PREPARE or state is None:
            cleaned["on"] = None
        elif on is None:
            self.add_error("on", _("Dites quel jour, même à peu près."))
        else:
            try:
                checked_day(on, ahead=state == JournalState.INTERVIEW)
            except ValidationError as error:
                self.add_error("on", error)


class JournalStepForm(forms.Form):
    """What happened next: a step and its day."""

    kind = forms.ChoiceField(
        label=_("Qu’est-il arrivé\u202f?"),
        choices=[choice for choice in JournalMove.choices if choice[0] != JournalMove.DONE],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez une étape.")},
    )
    on = forms.DateField(
        label=_("Quel jour\u202f?"),
        widget=DateInput(),
        error_messages={
            "required": _("Dites quel jour, même à peu près."),
            "invalid": _("Cette date n’existe pas."),
        },
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("on") and cleaned.get("kind"):
            try:
                checked_day(cleaned["on"], ahead=cleaned["kind"] == JournalMove.INTERVIEW)
            except ValidationError as error:
                self.add_error("on", error)
        return cleaned
