from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from careers import geography
from careers.enums import Confidence, InternshipKind, Phase, StudyLevel
from careers.forms import posting_steps as steps
from careers.forms import posting_words as words
from careers.forms.dates import DateInput
from careers.kinds import PAPERS
from careers.legality import Report
from careers.models import Internship, Role
from careers.models.internship_rules import required_of
from portal.shell.forms import CreationKeyMixin

# In days. Contracts that alternate with a school last longer than a school year.
LONGEST = {InternshipKind.ALTERNANCE: 3 * 366, InternshipKind.SERVICE_CIVIQUE: 366}
TOO_LONG = _("Un stage tient dans une année\u00a0: vérifiez cette date.")
TO_CHECK = _("à vérifier")
NEEDED = _("Nécessaire pour envoyer l’annonce en relecture.")


class Pledge(forms.BooleanField):
    """A box that says yes, or nothing: left empty it is not a « no »."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "required": False})

    def clean(self, value: Any) -> bool | None:
        return super().clean(value) or None


def kind_choices() -> list[tuple[str, Any]]:
    """Each kind with the paper that goes with it, and whether that is yet to be verified."""
    return [
        (
            kind.value,
            format_html(
                '<span><strong>{}</strong><br><span class="field-help">{}{}</span></span>',
                kind.label,
                PAPERS[kind].text,
                "" if PAPERS[kind].confidence == Confidence.VERIFIED else f" ({TO_CHECK})",
            ),
        )
        for kind in InternshipKind
    ]


class InternshipForm(CreationKeyMixin, forms.ModelForm):
    """A listing, or the part of it that one step asks.

    A draft may be unfinished; with `complete`, a saved one is checked for gaps.
    """

    revision = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=1, max_value=1_000_000
    )
    has_agreement = Pledge()
    in_curriculum = Pledge()

    class Meta:
        model = Internship
        fields = steps.FIELDS
        labels = words.LABELS
        help_texts = words.HELP
        widgets = {
            "kind": forms.RadioSelect,
            "missions": forms.Textarea(attrs={"rows": 8}),
            "learning": forms.Textarea(attrs={"rows": 4}),
            "benefits": forms.Textarea(attrs={"rows": 3}),
            "how_to_apply": forms.Textarea(attrs={"rows": 3}),
            "team_complete": forms.Textarea(attrs={"rows": 3}),
            "accessibility": forms.Textarea(attrs={"rows": 3}),
            "starts_on": DateInput(),
            "ends_on": DateInput(),
            "apply_by": DateInput(),
            "previous_starts_on": DateInput(),
            "previous_ends_on": DateInput(),
        }

    def __init__(
        self,
        *args: Any,
        user: Any,
        step: steps.Step | None = None,
        complete: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.complete, self.step = complete, step
        fields: dict[str, Any] = self.fields
        for name in ("has_agreement", "in_curriculum"):
            # Declared above, they take nothing from Meta.
            fields[name].label, fields[name].help_text = words.LABELS[name], words.HELP[name]
        fields["organisation"].queryset = user.organisations.order_by("name", "pk")
        fields["organisation"].empty_label = None
        fields["role"].queryset = Role.objects.listed()
        fields["role"].empty_label = "—"
        fields["departement"].choices = [("", "—"), *geography.choices()]
        fields["kind"].choices = kind_choices()
        fields["production_phase"].choices = [("", "—"), *Phase.choices]
        fields["level"].choices = [("", "—"), *StudyLevel.choices]
        fields["revision"].initial = self.instance.revision
        for name in self.instance.required:
            # Optional in a draft, but the page does not call them so.
            fields[name].needed = True
        words.dress(fields, kind=self.instance.kind)
        self._keep_those_of(step)

    def _keep_those_of(self, step: steps.Step | None) -> None:
        asked = set(step.fields if step else steps.FIELDS)
        hidden = {"revision"}
        if self.instance.pk:
            # Another organisation would need another review of who may write for it.
            asked.discard("organisation")
        else:
            hidden.add("creation_key")
        for name in set(self.fields) - asked - hidden:
            del self.fields[name]

    def _post_clean(self) -> None:
        # What is checked for gaps comes from the database, whose own rules it has passed.
        if not self.complete:
            super()._post_clean()  # type: ignore[misc]

    @property
    def sections(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields as the page groups them."""
        groups = self.step.groups if self.step else ()
        return [
            (legend, [self[name] for name in names if name in self.fields])
            for legend, names in groups
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
        self._check_dates(data)
        if self.complete or self.instance.submitted_at:
            self._check_gaps(data)
        return data

    def _check_dates(self, data: dict[str, Any]) -> None:
        start, end, deadline = (data.get(name) for name in ("starts_on", "ends_on", "apply_by"))
        longest = LONGEST.get(InternshipKind(self.instance.kind), 366)
        if start and end and end > start + timedelta(days=longest):
            self.add_error(
                "ends_on", _("Un stage tient dans une année\u00a0: vérifiez cette date.")
            )
        if start and end and end < start:
            self.add_error("ends_on", _("Le stage ne peut pas finir avant d’avoir commencé."))
        if start and deadline and deadline > start:
            self.add_error("apply_by", _("On candidate avant le premier jour du stage."))
        begun, over = data.get("previous_starts_on"), data.get("previous_ends_on")
        if begun and over and over < begun:
            self.add_error(
                "previous_ends_on",
                _("Le stage précédent ne peut pas avoir fini avant d’avoir commencé."),
            )

    def _check_gaps(self, data: dict[str, Any]) -> None:
        """What a listing that leaves, or has left, may not lack."""

        def missing(name: str) -> bool:
            return name in data and data[name] in (None, "") and name not in self.errors

        for name in required_of(data.get("kind") or self.instance.kind):
            if missing(name):
                self.add_error(name, NEEDED)
            elif not self.complete and self._lacks(name):
                said = {"field": label_of(name), "step": steps.step_of(name).label}
                self.add_error("kind" if "kind" in self.fields else None, ELSEWHERE % said)
        for one, other in PAIRED:
            for given, empty in ((one, other), (other, one)):
                if data.get(given) and missing(empty):
                    self.add_error(empty, PAIRS[empty])

    def _lacks(self, name: str) -> bool:
        """Whether a field that another step asks is empty."""
        return name not in self.fields and getattr(self.instance, name) in (None, "")

    def add_refusals(self, report: Report, *, others: bool = False) -> None:
        """Put what the law refuses beside its field; with `others`, also what other steps ask."""
        for field, said in refusals(report):
            if field in self.fields:
                self.add_error(field, said)
            elif others:
                self.add_error(None, f"{steps.step_of(field).label}\u00a0: {said}")

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
                "est toujours ici\u00a0: enregistrez de nouveau pour le garder."
            ),
        )


ELSEWHERE = _("Ce type d’annonce demande aussi\u00a0: %(field)s, à l’étape «\u00a0%(step)s\u00a0».")
# Both or neither.
PAIRED = (("team_complete", "team_complete_by"), ("previous_starts_on", "previous_ends_on"))
PAIRS = {
    "team_complete": _("Nommez les postes pourvus, ou retirez l’engagement."),
    "team_complete_by": _("Dites qui s’y engage, ou retirez les postes."),
    "previous_starts_on": _("Donnez aussi son premier jour."),
    "previous_ends_on": _("Donnez aussi son dernier jour."),
}


def label_of(field: str) -> str:
    """What the form calls a field."""
    named: Any = Internship._meta.get_field(field)
    return capfirst(str(words.LABELS.get(field) or named.verbose_name))


def refusals(report: Report) -> list[tuple[str, str]]:
    """Each reason of a report that blocks, with the field to mend: the exact words, the article."""
    found = []
    for finding in report.failed:
        article = f" ({finding.article})" if finding.article else ""
        blocking = [one for one in finding.words if one.action == "block"]
        for one in blocking:
            found.append((one.field, f"«\u00a0{one.words}\u00a0»\u00a0: {one.why}{article}"))
        if not blocking:
            found.append((finding.fields[0], f"{finding.sentence}{article}"))
    return found
