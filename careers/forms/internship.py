from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers import geography
from careers.models import Internship, Role
from portal.shell.forms import CreationKeyMixin

LAW_HINT = _(
    "Au-delà de 44 jours ou 308 heures de présence, la gratification est due dès la première "
    "heure : 4,50 € au moins en 2026 (Code de l’éducation, L.124-6 ; relevé le 22 novembre 2026). "
    "Écrivez 0 s’il n’y en a pas."
)


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **attrs: Any) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class InternshipForm(CreationKeyMixin, forms.ModelForm):
    """A listing. A draft may be unfinished; with `complete`, a saved one is checked for gaps."""

    SECTIONS = (
        (_("Le stage"), ["organisation", "title", "role", "missions", "learning"]),
        (_("Où et quand"), ["city", "departement", "starts_on", "ends_on", "weekly_hours"]),
        (_("Gratification et encadrement"), ["hourly_pay", "tutor_name", "tutor_role", "places"]),
        (_("Candidatures"), ["apply_by", "how_to_apply"]),
    )

    revision = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=1, max_value=1_000_000
    )

    class Meta:
        model = Internship
        fields = [
            "organisation", "title", "role", "missions", "learning", "city", "departement",
            "starts_on", "ends_on", "weekly_hours", "hourly_pay", "tutor_name", "tutor_role",
            "places", "apply_by", "how_to_apply",
        ]  # fmt: skip
        widgets = {
            "missions": forms.Textarea(attrs={"rows": 8}),
            "learning": forms.Textarea(attrs={"rows": 4}),
            "how_to_apply": forms.Textarea(attrs={"rows": 3}),
            "starts_on": DateInput(),
            "ends_on": DateInput(),
            "apply_by": DateInput(),
        }
        labels = {
            "hourly_pay": _("Gratification (€ par heure)"),
            "weekly_hours": _("Heures par semaine"),
            "departement": _("Département (lieu)"),
        }
        help_texts = {
            "title": _("Par exemple : Stage assistant·e de production, documentaire."),
            "missions": _(
                "Ce que la personne fera, au quotidien. Un stage ne remplace jamais un poste."
            ),
            "weekly_hours": _("35 pour un temps plein."),
            "hourly_pay": LAW_HINT,
            "tutor_name": _(
                "La personne qui accueille, montre et répond. Trois stagiaires au plus."
            ),
            "tutor_role": _("Par exemple : régisseuse générale."),
            "how_to_apply": _(
                "Un lien ou une adresse de votre structure, et ce qu’il faut envoyer. "
                "Visible des membres connectés seulement."
            ),
        }

    def __init__(self, *args: Any, user: Any, complete: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.complete = complete
        organisations = user.organisations.order_by("name")
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        self.fields["organisation"].empty_label = None  # type: ignore[attr-defined]
        self.fields["role"].queryset = Role.objects.listed()  # type: ignore[attr-defined]
        self.fields["role"].empty_label = "—"  # type: ignore[attr-defined]
        self.fields["revision"].initial = self.instance.revision
        if self.instance.pk:
            del self.fields["creation_key"]
            # Another organisation would need another review of who may write for it.
            del self.fields["organisation"]
        for name in self.instance.required:
            # Optional in a draft, but the page does not call them so.
            if name in self.fields:
                self.fields[name].needed = True  # type: ignore[attr-defined]
        self.fields["departement"].choices = [("", "—"), *geography.choices()]  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        # What is checked for gaps comes from the database, whose own rules it has passed.
        if not self.complete:
            super()._post_clean()  # type: ignore[misc]

    @property
    def sections(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields as the page groups them."""
        return [
            (title, [self[name] for name in names if name in self.fields])
            for title, names in self.SECTIONS
        ]

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def _clean_coming(self, name: str, message: Any) -> date | None:
        value: date | None = self.cleaned_data[name]
        if value and value < timezone.localdate():
            raise forms.ValidationError(message, code="past")
        return self._near(value)

    def _near(self, value: date | None) -> date | None:
        """Catch the year typed wrong."""
        if value and value > timezone.localdate() + timedelta(days=4 * 365):
            raise forms.ValidationError(_("Cette date est trop lointaine."), code="far")
        return value

    def clean_starts_on(self) -> date | None:
        return self._clean_coming("starts_on", _("Cette date est déjà passée."))

    def clean_apply_by(self) -> date | None:
        return self._clean_coming("apply_by", _("Cette date limite est déjà passée."))

    def clean_ends_on(self) -> date | None:
        return self._clean_coming("ends_on", _("Cette date est déjà passée."))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end, deadline = (data.get(name) for name in ("starts_on", "ends_on", "apply_by"))
        if start and end and end > start + timedelta(days=366):
            self.add_error("ends_on", _("Un stage tient dans une année : vérifiez cette date."))
        if start and end and end < start:
            self.add_error("ends_on", _("Le stage ne peut pas finir avant d’avoir commencé."))
        if start and deadline and deadline > start:
            self.add_error("apply_by", _("On candidate avant le premier jour du stage."))
        if self.complete or self.instance.submitted_at:
            for name in self.instance.required:
                if name in data and data[name] in (None, "") and name not in self.errors:
                    self.add_error(name, _("Nécessaire pour envoyer l’annonce en relecture."))
        return data

    def say_conflict(self) -> None:
        """Say that the text changed meanwhile, and let the next saving through."""
        self.instance.refresh_from_db(fields=["revision"])
        # The form has no field with several values: one each is all that was typed.
        typed = {name: self.data[name] for name in self.data}
        self.data = {**typed, "revision": str(self.instance.revision)}
        self.add_error(
            None,
            _(
                "Cette annonce a été modifiée dans une autre fenêtre. Ce que vous avez écrit "
                "est toujours ici : enregistrez de nouveau pour le garder."
            ),
        )
