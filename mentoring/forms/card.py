from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers.forms.dates import DateInput
from mentoring.card_enums import CardField
from mentoring.models import VisitingCard
from mentoring.models.card import starting_fields
from portal.contact import texts
from portal.shell.forms import CreationKeyMixin


class CardForm(CreationKeyMixin, forms.ModelForm):
    """A visiting card. `member` is whose card it is."""

    shown = forms.MultipleChoiceField(
        label=_("Ce que montre la carte, en plus de votre nom"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_(
            "Repris de votre page, tel qu’il y est le jour où l’on ouvre la carte. Une case cochée "
            "ici se voit même si votre page la réserve à vos contacts."
        ),
    )

    class Meta:
        model = VisitingCard
        fields = ["label", "met_at", "shown", "line", "ends_on"]
        widgets = {"ends_on": DateInput()}
        help_texts = {
            "label": _("Vous seul·e le voyez. Par exemple\u00a0: Clermont 2027."),
            "met_at": _(
                "Un tampon qui rappelle où vous vous êtes vus. Par exemple\u00a0: Festival de "
                "Clermont-Ferrand, janvier 2027."
            ),
            "line": _("Par exemple\u00a0: Je cherche un premier stage en régie pour avril."),
            "ends_on": _("Le lendemain, la carte ne montre plus rien. Vide\u00a0: sans date."),
        }

    def __init__(self, *args: Any, member: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        offered = CardField.for_member(member)
        shown: Any = self.fields["shown"]
        shown.choices = [(field.value, field.label) for field in offered]
        shown.initial = starting_fields()
        if self.instance.pk:
            del self.fields["creation_key"]

    def _one_line(self, name: str) -> str:
        return " ".join(self.cleaned_data[name].split())

    def clean_label(self) -> str:
        return self._one_line("label")

    def clean_met_at(self) -> str:
        return self._one_line("met_at")

    def clean_line(self) -> str:
        line = self._one_line("line")
        if self.member.is_minor:
            texts.refuse_contact_details(line)
        return line

    def clean_ends_on(self) -> date | None:
        last: date | None = self.cleaned_data["ends_on"]
        today = timezone.localdate()
        if last and last < today:
            raise forms.ValidationError(_("Cette date est déjà passée."), code="past")
        if last and last > today + timedelta(days=5 * 365):
            raise forms.ValidationError(_("Cette date est trop lointaine."), code="far")
        return last
