"""The forms of a « convention de stage »: one side's part, and a signature's day."""

import copy
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers.forms.dates import DateInput
from careers.forms.posting import refusals
from careers.legality import Report
from careers.models import Agreement, Placement
from careers.placements.actions import TERMS
from careers.placements.agreement_items import YES_NO, Item, items_of
from careers.placements.enums import Side
from portal.contact.texts import tidy


def _field(item: Item) -> forms.Field:
    if item.choice:
        return forms.ChoiceField(
            label=item.label,
            required=False,
            choices=[("", _("pas encore dit")), *YES_NO],
            widget=forms.RadioSelect,
        )
    widget = forms.TextInput() if item.rows == 1 else forms.Textarea(attrs={"rows": item.rows})
    return forms.CharField(
        label=item.label,
        help_text=item.help,
        required=False,
        max_length=item.longest,
        widget=widget,
    )


class RevisionForm(forms.Form):
    """A form that names the revision it was opened on."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=1_000_000)

    def say_conflict(self, message: str, *, current: int) -> None:
        """Name the conflict and let the next saving be made on the latest revision."""
        self.add_error(None, message)
        self.data = {**self.data.dict(), self.add_prefix("revision"): str(current)}  # type: ignore[attr-defined]


class PartForm(RevisionForm):
    """What a side writes; anything may be missing until the paper is signed."""

    def __init__(
        self, data: Any = None, *, agreement: Agreement, side: Side, **kwargs: Any
    ) -> None:
        texts = agreement.items(side)
        initial = {**texts, "revision": agreement.revision(side)}
        super().__init__(data, initial=initial, **kwargs)
        self.side = side
        self.own = items_of(side, agreement.placement)
        for item in self.own:
            field = _field(item)
            # Optional while it is a draft, but the page does not call it so.
            field.needed = True  # type: ignore[attr-defined]
            self.fields[item.slug] = field

    def items(self) -> dict[str, str]:
        """What is written, without what is empty."""
        found = {item.slug: tidy(self.cleaned_data[item.slug]) for item in self.own}
        return {slug: text for slug, text in found.items() if text}


class TermsForm(forms.ModelForm):
    """The dates, the hours, the pay and the tutor: with the organisation's part."""

    class Meta:
        model = Placement
        fields = TERMS
        widgets = {"starts_on": DateInput(), "ends_on": DateInput()}
        labels = {
            "hourly_pay": _("Gratification (€ par heure)"),
            "weekly_hours": _("Heures par semaine"),
        }

    def __init__(self, data: Any = None, *, placement: Placement) -> None:
        # The placement on the page keeps what is saved until the new terms are.
        super().__init__(data, instance=copy.copy(placement))
        for field in self.fields.values():
            field.needed = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("Le dernier jour vient après le premier."))
        elif start and end and (end - start).days > 366:
            late = _("Un stage tient dans une année\u00a0: vérifiez cette date.")
            self.add_error("ends_on", late)
        return data

    def add_refusals(self, report: Report) -> None:
        """Put what the law refuses beside its term, or above them all."""
        for field, said in refusals(report):
            self.add_error(field if field in self.fields else None, said)


class SignForm(forms.Form):
    """The day a side signed, and the version of the text that was on the page."""

    read = forms.CharField(max_length=30)
    side = forms.ChoiceField(choices=Side.choices, widget=forms.HiddenInput)
    signed_on = forms.DateField(
        label=_("Signée le"),
        widget=DateInput(),
        error_messages={"required": _("Donnez le jour de la signature.")},
    )

    def clean_signed_on(self) -> Any:
        day = self.cleaned_data["signed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(
                _("Une signature se note une fois donnée\u00a0: pas à l’avance.")
            )
        if day.year < timezone.localdate().year - 2:
            raise forms.ValidationError(_("Cette date est trop ancienne\u00a0: vérifiez l’année."))
        return day
