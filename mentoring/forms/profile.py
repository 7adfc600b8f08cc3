"""The parts of a member's page, each saved on its own: by the welcome, then by « Modifier »."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers import geography
from careers.enums import SkillLevel
from careers.forms.dates import DateInput
from careers.models import Role, Skill, SkillMark
from mentoring.enums import Language, Licence, Offering, Seeking, Visibility
from mentoring.models import Profile
from mentoring.models.profile import (
    MAX_LINKS,
    MAX_ROLES,
    MAX_SKILLS,
    PARTS,
    RESERVED_HANDLES,
)
from portal.shell.admin_fields import LinesField
from portal.uploads.fields import ImageUploadField

LINK_LENGTH = 300
NO_CHOICE = ("", "—")
# Their names, without the texts of the guides.
ROLES = Role.objects.listed().only(
    "slug", "title", "title_en", "department__label", "department__label_en"
)
SKILLS = (
    Skill.objects.select_related("category")
    .order_by("category__position", "label", "pk")
    .only("label", "label_en", "category__label", "category__label_en")
)


class GroupedChoices(forms.ModelMultipleChoiceField):
    """Reference records to tick, under the name of their family; at most `most` of them."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, group: str, most: int, **kwargs: Any) -> None:
        self.group, self.most = group, most
        super().__init__(required=False, **kwargs)

    def grouped(self) -> Iterator[tuple[str, list[tuple[int, str]]]]:
        families: dict[str, list[tuple[int, str]]] = {}
        records: Any = self.queryset
        for one in records:
            families.setdefault(getattr(one, self.group).name, []).append((one.pk, str(one)))
        yield from families.items()

    def clean(self, value: Any) -> Any:
        chosen = super().clean(value)
        if len(chosen) > self.most:
            raise forms.ValidationError(
                _("Gardez-en %(n)s au plus."), code="many", params={"n": self.most}
            )
        return chosen


def _ticked(choices: Any, **kwargs: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        choices=choices, required=False, widget=forms.CheckboxSelectMultiple, **kwargs
    )


class PartForm(forms.ModelForm):
    """One part of the page. `member` is whose page it is."""

    def __init__(self, *args: Any, member: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        for field in self.fields.values():
            if isinstance(field, GroupedChoices):
                field.choices = list(field.grouped())
        for name in ("level", "mobility"):
            if name in self.fields:
                chosen: Any = self.fields[name]
                stored: Any = Profile._meta.get_field(name)
                chosen.choices = [NO_CHOICE, *stored.flatchoices]

    def clean_headline(self) -> str:
        return " ".join(self.cleaned_data["headline"].split())


class WhoForm(PartForm):
    """First step: who one is, and which trades."""

    roles_held = GroupedChoices(
        label=_("Métiers que j’exerce déjà"),
        group="department",
        most=MAX_ROLES,
        queryset=ROLES,
        help_text=_("Même une fois, même à l’école ou sur un film amateur."),
    )
    roles_wanted = GroupedChoices(
        label=_("Métiers que je vise"),
        group="department",
        most=MAX_ROLES,
        queryset=ROLES,
    )

    class Meta:
        model = Profile
        fields = ["kind", "level", "headline", "roles_wanted", "roles_held"]
        widgets: ClassVar[dict[str, Any]] = {"kind": forms.RadioSelect}
        labels = {"kind": _("Vous êtes"), "level": _("Où en êtes-vous\u202f?")}
        help_texts = {
            "headline": _("Par exemple\u00a0: Étudiante en BTS, à l’aise avec les plannings."),
            "level": _("C’est vous qui le dites. Personne n’est classé d’après cela."),
        }


class PresentationForm(WhoForm):
    """The first step, and what can wait: a longer text, and the address of the page."""

    class Meta(WhoForm.Meta):
        fields = [
            "kind", "level", "headline", "about", "experience", "roles_wanted", "roles_held",
            "handle",
        ]  # fmt: skip
        widgets = {
            "kind": forms.RadioSelect,
            "about": forms.Textarea(attrs={"rows": 6}),
            "experience": forms.Textarea(attrs={"rows": 5}),
            "handle": forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
        }
        labels = {**WhoForm.Meta.labels, "experience": _("Ce que j’ai déjà fait")}
        help_texts = {
            **WhoForm.Meta.help_texts,
            "experience": _(
                "Une ligne chacune. École, films amateurs, associations, autres métiers\u00a0: "
                "tout compte, rien n’a besoin d’un générique."
            ),
            "handle": _("La fin de l’adresse de votre page. L’ancienne ne mènera plus à vous."),
        }

    def clean_handle(self) -> str:
        handle: str = self.cleaned_data["handle"].strip().lower()
        if handle in RESERVED_HANDLES:
            raise forms.ValidationError(_("Cette adresse est réservée au site."), code="reserved")
        return handle


class SkillsForm(PartForm):
    """Second step: skills, languages, licences."""

    skills = GroupedChoices(
        label=_("Compétences"),
        group="category",
        most=MAX_SKILLS,
        queryset=SKILLS,
        help_text=_("Ce que vous sauriez montrer demain."),
    )
    languages = _ticked(Language.choices, label=_("Langues de travail"))
    licences = _ticked(Licence.choices, label=_("Permis et habilitations"))

    class Meta:
        model = Profile
        fields = ["languages", "licences", "skills"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.initial.get("skills"):
            self._propose_marked_skills()

    def _propose_marked_skills(self) -> None:
        """Tick what the member has marked « oui » in the lists of the roles; nothing is saved."""
        marked = SkillMark.objects.of(self.member).filter(level=SkillLevel.YES)
        found = list(marked.order_by("pk").values_list("skill", flat=True)[:MAX_SKILLS])
        if found:
            self.initial["skills"] = found
            self.fields["skills"].help_text = _(
                "Nous avons coché ce que vous aviez noté «\u00a0oui\u00a0» dans les listes des "
                "métiers. Décochez ce que vous ne voulez pas montrer."
            )


class KnowHowForm(SkillsForm):
    """The second step, and what one can lend."""

    class Meta(SkillsForm.Meta):
        fields = ["languages", "licences", "equipment", "skills"]
        widgets = {"equipment": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"equipment": _("Une ligne chacun\u00a0: un véhicule, un micro, un barnum…")}


class PlaceForm(PartForm):
    """Third step: where, how far, when."""

    class Meta:
        model = Profile
        fields = [
            "city", "departement", "mobility", "lodging", "available_from", "available_until",
        ]  # fmt: skip
        widgets = {"available_from": DateInput(), "available_until": DateInput()}
        labels = {
            "mobility": _("Jusqu’où vous déplacez-vous\u202f?"),
            "lodging": _("Où pouvez-vous loger ailleurs\u202f?"),
            "available_from": _("Disponible à partir du"),
            "available_until": _("Jusqu’au"),
        }
        help_texts = {
            "lodging": _("Chez des proches, par exemple à Lyon et à Brest."),
            "available_from": _("La date d’aujourd’hui si c’est maintenant\u202f; vide si non."),
            "available_until": _("Vide si vous ne le savez pas."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        departement: Any = self.fields["departement"]
        departement.choices = [NO_CHOICE, *geography.choices()]

    def clean_city(self) -> str:
        return " ".join(self.cleaned_data["city"].split())

    def _clean_near(self, name: str) -> date | None:
        value: date | None = self.cleaned_data[name]
        today = timezone.localdate()
        if value and not today - timedelta(days=2 * 366) <= value <= today + timedelta(
            days=4 * 366
        ):
            raise forms.ValidationError(_("Cette date est trop lointaine."), code="far")
        return value

    def clean_available_from(self) -> date | None:
        return self._clean_near("available_from")

    def clean_available_until(self) -> date | None:
        return self._clean_near("available_until")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("available_from"), data.get("available_until")
        if end and not start and "available_from" not in self.errors:
            # « Until July » is said by someone who is free now.
            start = data["available_from"] = min(timezone.localdate(), end)
            self.instance.available_from = start
        if start and end and end < start:
            self.add_error("available_until", _("La fin vient après le début."))
        return data


class ExchangeForm(PartForm):
    """« Je cherche » and « je propose »: the two faces of a page."""

    looking_for = _ticked(Seeking.choices, label=_("Je cherche"))
    offers = _ticked(
        Offering.choices,
        label=_("Je propose"),
        help_text=_("Un permis, une langue, une région\u00a0: un tournage en manque toujours."),
    )

    class Meta:
        model = Profile
        fields = ["looking_for", "looking_for_line", "offers", "offers_line"]
        labels = {
            "looking_for_line": _("Je cherche, en une ligne"),
            "offers_line": _("Je propose, en une ligne"),
        }


class AudienceMixin(PartForm):
    """Offers the audiences one may choose: a member of 15 to 17 stays with their contacts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        minor = self.member.is_minor
        offered = Visibility.for_minors() if minor else list(Visibility)
        for name, field in self.fields.items():
            if name.endswith("_visibility"):
                choices: Any = field
                choices.choices = [(one.value, one.label) for one in offered]
                if minor:
                    self.initial[name] = self.instance.audience(name.removesuffix("_visibility"))


class LastStepForm(AudienceMixin, ExchangeForm):
    """Fourth step: the two faces, and who sees the page."""

    class Meta(ExchangeForm.Meta):
        fields = [*ExchangeForm.Meta.fields, "page_visibility"]
        widgets = {"page_visibility": forms.RadioSelect}
        labels = {**ExchangeForm.Meta.labels, "page_visibility": _("Qui voit ma page\u202f?")}
        help_texts = {
            "page_visibility": _(
                "Votre e-mail et votre téléphone ne vont qu’à vos contacts, tant que vous n’en "
                "décidez pas autrement. Aucun moteur de recherche n’est invité."
            )
        }


class VisibilityForm(AudienceMixin):
    """Who sees which part of the page."""

    class Meta:
        model = Profile
        fields = [f"{part}_visibility" for part in PARTS]
        labels = {f"{part}_visibility": _("Qui voit…") for part in PARTS}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part, (label, _default) in PARTS.items():
            text = str(label)
            self.fields[f"{part}_visibility"].label = text[0].upper() + text[1:]
        self.fields["page_visibility"].help_text = _(
            "Aucune partie n’est montrée à plus de monde que la page."
        )


class LinksField(LinesField):
    """Addresses on the web, one a line; only those a browser opens as pages."""

    widget = forms.Textarea(attrs={"rows": 4, "inputmode": "url", "spellcheck": "false"})

    def to_python(self, value: Any) -> Any:
        return [
            line if ":" in line.split("/")[0] else f"https://{line}"
            for line in super().to_python(value)
        ]

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > MAX_LINKS:
            raise forms.ValidationError(
                _("Gardez-en %(n)s au plus."), code="many", params={"n": MAX_LINKS}
            )


class ReachForm(PartForm):
    """How one can be reached elsewhere."""

    links = LinksField(
        label=_("Liens"),
        required=False,
        max_length=LINK_LENGTH,
        validators=[
            URLValidator(
                schemes=["http", "https"],
                message=_("Un lien commence par https:// et mène à une page."),
            )
        ],
        help_text=_("Un par ligne, cinq au plus\u00a0: site, bande démo, réseau."),
    )

    class Meta:
        model = Profile
        fields = ["email", "phone", "links"]
        widgets = {
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        }
        labels = {"email": _("Adresse e-mail à montrer"), "phone": _("Téléphone")}
        help_texts = {
            "email": _("Rien ne vous oblige à donner celle de votre compte."),
            "phone": _("Par exemple\u00a0: 06 12 34 56 78 ou +32 470 12 34 56."),
        }

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"].strip()
        number = re.sub(r"[\s.()/-]", "", typed)
        if number.startswith("00"):
            number = f"+{number[2:]}"
        if number and not re.fullmatch(r"0[1-9][0-9]{8}|\+[1-9][0-9]{6,14}", number):
            raise forms.ValidationError(
                _("Un numéro français a dix chiffres\u202f; un autre commence par + et le pays."),
                code="phone",
            )
        return number


class PhotoForm(forms.Form):
    """One's photo, cleaned on the way in."""

    photo = ImageUploadField(label=_("Photo"), longest=800)
