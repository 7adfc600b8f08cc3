"""Forms of the 507 hours: a line of the private notebook, a row of the public calculator."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careers.forms.dates import DateInput
from careers.hours import Work
from careers.hours_enums import WorkNature
from careers.models import WorkPeriod
from careers.models.work import FIRST_DAY, LAST_DAY, MOST_HOURS
from portal.shell.forms import CreationKeyMixin

NO_DATE = _("Cette date n’existe pas.")
ROWS = 4


def hours_field(**options: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=_("Heures"),
        max_digits=6,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={
            "invalid": _("Écrivez un nombre d’heures, par exemple 35 ou 7,5."),
            "max_digits": _("Ce nombre d’heures ne se peut pas."),
            "max_whole_digits": _("Ce nombre d’heures ne se peut pas."),
            "max_decimal_places": _("Deux chiffres après la virgule au plus."),
        },
        **options,
    )


def check(form: forms.Form, cleaned: Mapping[str, Any]) -> None:
    """What dates and hours must be to each other; the errors go to their fields."""
    first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
    hours: Decimal | None = cleaned.get("hours")
    for name in ("starts_on", "ends_on"):
        if cleaned.get(name) and not FIRST_DAY <= cleaned[name] <= LAST_DAY:
            form.add_error(name, _("Cette date est trop lointaine."))
            return
    if first and last and last < first:
        form.add_error("ends_on", _("Le dernier jour vient après le premier."))
        return
    if hours is not None and not 0 < hours <= MOST_HOURS:
        form.add_error("hours", _("Ce nombre d’heures ne se peut pas."))
    elif hours is not None and first and last and hours > 24 * ((last - first).days + 1):
        form.add_error("hours", _("C’est plus de 24 heures par jour\u00a0: relisez les dates."))


class WorkPeriodForm(CreationKeyMixin, forms.ModelForm):
    """Hours worked for somebody from a day to another."""

    hours = hours_field(
        help_text=_("Celles du bulletin de paie ou de l’AEM, l’attestation de l’employeur.")
    )

    class Meta:
        model = WorkPeriod
        fields = ["employer", "nature", "starts_on", "ends_on", "hours"]
        widgets = {"starts_on": DateInput(), "ends_on": DateInput()}
        labels = {
            "employer": _("Pour qui\u202f?"),
            "nature": _("De quoi s’agit-il\u202f?"),
            "starts_on": _("Premier jour"),
            "ends_on": _("Dernier jour"),
        }
        help_texts = {"nature": _("L’annexe est écrite sur l’AEM. Un doute\u202f? Dites-le.")}
        error_messages = {"starts_on": {"invalid": NO_DATE}, "ends_on": {"invalid": NO_DATE}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nature"].choices = [("", "—"), *WorkNature.choices]  # type: ignore[attr-defined]
        if self.instance.pk:
            del self.fields["creation_key"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        check(self, cleaned)
        return cleaned


class CalculatorRow(forms.Form):
    """One contract of the calculator; an empty row is none."""

    starts_on = forms.DateField(
        label=_("Premier jour"),
        required=False,
        widget=DateInput(),
        error_messages={"invalid": NO_DATE},
    )
    ends_on = forms.DateField(
        label=_("Dernier jour"),
        required=False,
        widget=DateInput(),
        error_messages={"invalid": NO_DATE},
    )
    hours = hours_field(required=False)
    nature = forms.ChoiceField(
        label=_("De quoi s’agit-il\u202f?"), required=False, choices=WorkNature.choices
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        given = [cleaned.get(name) for name in ("starts_on", "ends_on", "hours")]
        if any(one is not None for one in given) and not self.errors:
            for name in ("starts_on", "ends_on", "hours"):
                if cleaned.get(name) is None:
                    self.add_error(name, _("Il manque cette case pour compter la ligne."))
        check(self, cleaned)
        return cleaned

    def work(self) -> Work | None:
        """The row as work, once valid."""
        said = self.cleaned_data
        if said["hours"] is None:
            return None
        return Work(
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
            hours=said["hours"],
            nature=WorkNature(said["nature"] or WorkNature.ANNEX_8),
        )


class DayForm(forms.Form):
    """The day on which the months end."""

    au = forms.DateField(
        label=_("Compter les douze mois jusqu’au"),
        required=False,
        widget=DateInput(),
        error_messages={"invalid": NO_DATE},
    )

    def clean_au(self) -> date | None:
        day: date | None = self.cleaned_data["au"]
        if day and not FIRST_DAY <= day <= LAST_DAY:
            raise forms.ValidationError(_("Cette date est trop lointaine."))
        return day
