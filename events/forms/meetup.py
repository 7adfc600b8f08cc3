"""Writing a meetup, changing its practical details, calling it off."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers import geography
from careers.forms.dates import DateInput
from events.actions import below_seats_taken
from events.models import Festival, Meetup
from portal.shell.forms import CreationKeyMixin

FURTHEST = timedelta(days=2 * 365)
LONGEST = timedelta(days=3)


class MomentInput(forms.DateTimeInput):
    """The browser's own field for a day and an hour."""

    input_type = "datetime-local"

    def __init__(self, **attrs: Any) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%dT%H:%M")


class _MeetupForm(forms.ModelForm):
    """What the two forms of a meetup share: its dates, its place, and who edited it meanwhile."""

    revision = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=1, max_value=1_000_000
    )
    sections_of: tuple[tuple[Any, list[str]], ...] = ()
    # Whether each gap is named; a draft may have some.
    complete = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["revision"].initial = self.instance.revision
        needed = {*Meetup.REQUIRED, *Meetup.REQUIRED_PLACE, *Meetup.REQUIRED_LINK}
        for name in needed & self.fields.keys():
            # Optional in a draft, or by the format, but the page does not call them so.
            self.fields[name].needed = True  # type: ignore[attr-defined]
        if "departement" in self.fields:
            self.fields["departement"].choices = [("", "—"), *geography.choices()]  # type: ignore[attr-defined]

    @property
    def sections(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields as the page groups them."""
        groups = [
            (title, [self[name] for name in names if name in self.fields])
            for title, names in self.sections_of
        ]
        return [(title, fields) for title, fields in groups if fields]

    def clean_starts_at(self) -> datetime | None:
        return self._clean_coming("starts_at")

    def clean_ends_at(self) -> datetime | None:
        return self._clean_coming("ends_at")

    def _clean_coming(self, name: str) -> datetime | None:
        value: datetime | None = self.cleaned_data[name]
        if value and value <= timezone.now():
            raise forms.ValidationError(_("Ce moment est déjà passé."), code="past")
        if value and value > timezone.now() + FURTHEST:
            raise forms.ValidationError(_("Cette date est trop lointaine."), code="far")
        return value

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("starts_at"), data.get("ends_at")
        if start and end and end <= start:
            message = _("La rencontre ne peut pas finir avant d’avoir commencé.")
            self.add_error("ends_at", message)
        elif start and end and end - start > LONGEST:
            self.add_error("ends_at", _("Une rencontre dure trois jours au plus."))
        if self.complete:
            self._name_gaps(data)
        return data

    def _name_gaps(self, data: dict[str, Any]) -> None:
        # A field that this form does not show keeps what the meetup says.
        as_sent = Meetup(
            **{
                name: data.get(name, getattr(self.instance, name))
                for name in ("format", *Meetup.REQUIRED, *Meetup.REQUIRED_PLACE, "join_link")
            }
        )
        for name in as_sent.missing:
            if name in self.fields and name not in self.errors:
                self.add_error(name, _("Nécessaire pour que la rencontre ait lieu."))

    def say_conflict(self) -> None:
        """Say that the meetup changed meanwhile, and let the next saving through."""
        self.instance.refresh_from_db(fields=["revision"])
        # The form has no field with several values: one each is all that was typed.
        typed = {name: self.data[name] for name in self.data}
        self.data = {**typed, "revision": str(self.instance.revision)}
        self.add_error(
            None,
            _(
                "Cette rencontre a été modifiée dans une autre fenêtre. Ce que vous avez écrit "
                "est toujours ici\u00a0: enregistrez de nouveau pour le garder."
            ),
        )


PRACTICAL_WIDGETS: dict[str, Any] = {
    "format": forms.RadioSelect,
    "access_notes": forms.Textarea(attrs={"rows": 3}),
    "starts_at": MomentInput(),
    "ends_at": MomentInput(),
    "join_link": forms.URLInput(attrs={"placeholder": "https://"}),
}
PRACTICAL_LABELS = {"departement": _("Département (lieu)")}
PRACTICAL_HELPS = {
    "place": _("Sur place\u00a0: le nom du café, de la salle, du stand."),
    "address": _("Numéro et rue, étage, par où l’on entre."),
    "join_link": _(
        "En ligne\u00a0: vu des seules personnes qui ont leur place, et de la modération."
    ),
    "starts_at": _("Heure de Paris."),
    "capacity": _("De 1 à 500. Au-delà, une liste d’attente se tient toute seule."),
    "access_notes": _(
        "Marches, ascenseur, interprète LSF, salle calme, boucle magnétique… Dites aussi ce qui "
        "manque."
    ),
}


class MeetupForm(CreationKeyMixin, _MeetupForm):
    """A meetup. A draft may be unfinished; with `complete`, a saved one is checked for gaps.

    Once published, what is practical has its own form (DetailsForm): this one is read again by a
    moderator.
    """

    sections_of = (
        (_("La rencontre"), ["title", "description", "festival"]),
        (_("Où"), ["format", "place", "address", "city", "departement", "join_link"]),
        (_("Quand"), ["starts_at", "ends_at"]),
        (
            _("Qui peut venir"),
            ["capacity", "minors_welcome", "alcohol_free", "access_notes"],
        ),
        (_("Personne référente"), ["referent_name", "referent_contact", "referent_trained_on"]),
    )

    class Meta:
        model = Meetup
        fields = [
            "title", "description", "festival", "format", "place", "address", "city",
            "departement", "join_link", "starts_at", "ends_at", "capacity", "minors_welcome",
            "alcohol_free", "access_notes", "referent_name", "referent_contact",
            "referent_trained_on",
        ]  # fmt: skip
        widgets = {
            "description": forms.Textarea(attrs={"rows": 8}),
            "referent_trained_on": DateInput(),
            **PRACTICAL_WIDGETS,
        }
        labels = {"referent_contact": _("Comment la trouver sur place"), **PRACTICAL_LABELS}
        help_texts = {
            "title": _("Par exemple\u00a0: Premier café des régies, ou Ciné-club des scriptes."),
            "description": _("Ce qui s’y passe, pour qui, ce qu’il faut apporter ou savoir."),
            "minors_welcome": _(
                "Sans cette case, les 15-17\u00a0ans voient la page mais ne s’inscrivent pas."
            ),
            "referent_name": _(
                "Qui aller voir en cas de gêne, de malaise ou de violence. Quelqu’un qui sera là "
                "du début à la fin."
            ),
            "referent_contact": _(
                "Par exemple\u00a0: brassard orange, à l’entrée\u202f; en ligne\u00a0: message "
                "privé à «\u00a0Référente\u00a0»."
            ),
            "referent_trained_on": _(
                "Contre les violences et le harcèlement, si cette personne en a suivi une."
            ),
            **PRACTICAL_HELPS,
        }

    def __init__(self, *args: Any, complete: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.checking = complete
        self.complete = complete or self.instance.submitted_at is not None
        self.fields["festival"].queryset = Festival.objects.order_by("short_name", "pk")  # type: ignore[attr-defined]
        self.fields["festival"].empty_label = "—"  # type: ignore[attr-defined]
        if self.instance.pk:
            del self.fields["creation_key"]
        if self.instance.published_at is not None:
            for name in Meetup.PRACTICAL:
                del self.fields[name]

    def _post_clean(self) -> None:
        # What is checked for gaps comes from the database, whose own rules it has passed.
        if not self.checking:
            super()._post_clean()  # type: ignore[misc]

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())


class DetailsForm(_MeetupForm):
    """The practical details of a published meetup: they change at once, and people are told."""

    complete = True
    sections_of = (
        (_("Où"), ["format", "place", "address", "city", "departement", "join_link"]),
        (_("Quand"), ["starts_at", "ends_at"]),
        (_("Places et accès"), ["capacity", "access_notes"]),
    )

    class Meta:
        model = Meetup
        fields = list(Meetup.PRACTICAL)
        widgets = PRACTICAL_WIDGETS
        labels = PRACTICAL_LABELS
        help_texts = PRACTICAL_HELPS

    def clean_capacity(self) -> int:
        """Not below those who have a seat; the action asks again, with the row locked."""
        capacity: int = self.cleaned_data["capacity"]
        if capacity < self.instance.seats_taken:
            raise forms.ValidationError(below_seats_taken(self.instance.seats_taken))
        return capacity

    def values(self) -> dict[str, Any]:
        """What was changed."""
        return {
            name: self.cleaned_data[name] for name in self.changed_data if name in Meetup.PRACTICAL
        }


class CancelForm(forms.Form):
    """Why a meetup does not take place: everybody registered reads it."""

    reason = forms.CharField(
        label=_("La raison, pour les personnes inscrites"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Elle reste sur la page. Ne nommez personne."),
    )
