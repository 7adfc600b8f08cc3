from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careers.allowance import Living
from careers.legality.presence import FULL_WEEK

from .dates import DateInput

EARLIEST, LATEST = date(2015, 9, 1), date(2099, 12, 31)
LONGEST = timedelta(days=366)


def euros(label: Any, *, help_text: Any = "", most: int = 10_000) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, help_text=help_text, min_value=0, max_value=most, decimal_places=2,
        required=False, widget=forms.NumberInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip


class AllowanceForm(forms.Form):
    """The dates and the pay of an internship, and what a month costs. Sent with GET, kept nowhere.

    Nothing is required: without dates there is simply nothing to count yet.
    """

    du = forms.DateField(label=_("Premier jour"), required=False, widget=DateInput())
    au = forms.DateField(label=_("Dernier jour"), required=False, widget=DateInput())
    semaine = forms.DecimalField(
        label=_("Heures par semaine"), min_value=1, max_value=48, decimal_places=2,
        required=False, initial=FULL_WEEK, help_text=_("35 pour un temps plein."),
    )  # fmt: skip
    taux = euros(
        _("Euros par heure"), help_text=_("Vide : le minimum légal de chaque année."), most=100
    )
    loyer = euros(_("Loyer et charges"))
    transport = euros(_("Abonnement de transport"))
    repas = euros(_("Nourriture"))
    autres = euros(_("Autres ressources"), help_text=_("Bourse, aide au logement, famille."))

    INTERNSHIP, MONTH = ("du", "au", "semaine", "taux"), ("loyer", "transport", "repas", "autres")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # The page says once what may stay empty.
            field.needed = True  # type: ignore[attr-defined]

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        return [
            (_("Le stage"), [self[name] for name in self.INTERNSHIP]),
            (_("Un mois, en euros (facultatif)"), [self[name] for name in self.MONTH]),
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("du"), data.get("au")
        for name, day in (("du", start), ("au", end)):
            if day and not EARLIEST <= day <= LATEST:
                self.add_error(name, _("Cette date est hors du calendrier."))
        if start and end and end < start:
            self.add_error("au", _("Le stage ne peut pas finir avant d’avoir commencé."))
        elif start and end and end - start > LONGEST:
            self.add_error("au", _("Un stage tient dans une année : vérifiez cette date."))
        return data

    @property
    def ready(self) -> bool:
        """Whether there is something to count."""
        return self.is_valid() and bool(self.cleaned_data["du"] and self.cleaned_data["au"])

    def living(self) -> Living:
        data = self.cleaned_data
        given = {"rent": "loyer", "transport": "transport", "food": "repas", "resources": "autres"}
        return Living(**{name: data[field] or Decimal(0) for name, field in given.items()})
