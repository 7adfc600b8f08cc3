from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from stdnum.fr import siret as siret_number

from careers import geography
from careers.enums import OrganisationKind
from careers.forms.dates import DateInput
from careers.models import Organisation
from portal.shell.forms import CreationKeyMixin


class OrganisationForm(CreationKeyMixin, forms.ModelForm):
    siret = forms.CharField(
        label="SIRET",
        required=False,
        max_length=20,
        help_text=_("14 chiffres. Les annonces d’une structure identifiée sont relues plus vite."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    class Meta:
        model = Organisation
        fields = [
            "name", "kind", "siret", "city", "departement", "website", "description",
            "vss_referent", "vss_trained_on", "vss_alert",
        ]  # fmt: skip
        widgets = {
            "description": forms.Textarea(attrs={"rows": 5}),
            "vss_alert": forms.Textarea(attrs={"rows": 2}),
            "vss_trained_on": DateInput(),
            "website": forms.URLInput(attrs={"placeholder": "https://"}),
        }
        labels = {"departement": _("Département (lieu)")}
        help_texts = {
            "name": _("Le nom sous lequel on vous connaît ; la raison sociale si c’est le même."),
            "vss_referent": _(
                "Qui prévenir en cas de violence ou de harcèlement. Une fonction suffit\u202f; un "
                "nom, avec l’accord de la personne."
            ),
            "vss_trained_on": _("Jour de la formation demandée par le CNC, si elle est faite."),
            "vss_alert": _(
                "Par où passer\u00a0: un téléphone, une adresse, une personne extérieure à "
                "l’équipe."
            ),
            "description": _("Ce que vous fabriquez, vos derniers films, la taille de l’équipe."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("kind", OrganisationKind.choices),
            ("departement", geography.choices()),
        ):
            self.fields[name].choices = [("", "—"), *choices]  # type: ignore[attr-defined]
        if self.instance.pk:
            del self.fields["creation_key"]

    def clean_siret(self) -> str:
        return str(siret_number.compact(self.cleaned_data["siret"]))
