from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careers import geography
from mentoring.enums import Licence, Offering, Practice
from mentoring.forms.profile import ROLES
from mentoring.models import MentorOffer, ProfileQuerySet

ALL = ("", _("Peu importe"))


class RoleChoice(forms.ModelChoiceField):
    """The roles under the name of their department."""

    def grouped(self) -> list[Any]:
        families: dict[str, list[tuple[str, str]]] = {}
        roles: Any = self.queryset
        for role in roles:
            families.setdefault(role.department.name, []).append((role.slug, role.name))
        return [ALL, *families.items()]


class DirectoryForm(forms.Form):
    """The filters of the directory. One with a value it does not know is left out."""

    metier = RoleChoice(label=_("Métier"), queryset=ROLES, to_field_name="slug", required=False)
    sens = forms.ChoiceField(
        label=_("Ce métier est"),
        choices=[ALL, ("held", _("exercé")), ("wanted", _("visé"))],
        required=False,
    )
    niveau = forms.ChoiceField(label=_("Niveau"), choices=[ALL, *Practice.choices], required=False)
    region = forms.ChoiceField(label=_("Région"), required=False)
    departement = forms.ChoiceField(label=_("Département"), required=False)
    dispo = forms.BooleanField(label=_("Disponible maintenant"), required=False)
    mentor = forms.BooleanField(label=_("Propose du mentorat"), required=False)
    permis = forms.MultipleChoiceField(
        label=_("Permis, habilitation"),
        choices=Licence.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    propose = forms.MultipleChoiceField(
        label=_("Propose"),
        choices=Offering.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        # Read when the form is drawn: not where what was drawn is kept.
        fields["metier"].choices = fields["metier"].grouped
        fields["region"].choices = [ALL, *((name, name) for name in geography.regions())]
        fields["departement"].choices = [ALL, *geography.choices()]
        for field in fields.values():
            # Nothing is asked for here: « facultatif » beside each would only be noise.
            field.needed = True

    def wanted(self) -> dict[str, Any]:
        """The filters in use, without those that mean nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def terms(self) -> list[str]:
        """What to look up, the rarest first (see `mentoring.directory.rows`)."""
        wanted = self.wanted()
        found = []
        if place := wanted.get("departement"):
            found.append(f"departement:{place}")
        found += [f"licence:{licence}" for licence in reversed(wanted.get("permis", []))]
        if role := wanted.get("metier"):
            found.append(f"{wanted.get('sens', 'role')}:{role.slug}")
        if place := wanted.get("region"):
            found.append(f"region:{place}")
        found += [f"offer:{offer}" for offer in wanted.get("propose", [])]
        if level := wanted.get("niveau"):
            found.append(f"level:{level}")
        return found

    def filter(self, profiles: ProfileQuerySet, viewer: Any) -> ProfileQuerySet:
        """Keep the profiles that match what no term holds: dates, and mentors with a place."""
        wanted = self.wanted()
        if wanted.get("dispo"):
            profiles = profiles.available()
        if wanted.get("mentor"):
            offers = MentorOffer.objects.taking().visible_to(viewer).for_age_of(viewer)
            # Few members are mentors: the list is short, and read once.
            profiles = profiles.filter(user__in=offers.order_by().values("mentor"))
        return profiles
