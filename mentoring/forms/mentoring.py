from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careers import geography
from careers.models import Role
from mentoring.mentor_enums import MeetingFormat, MentorFormat, MentorTopic
from mentoring.models import MentorGoal, MentorMeeting, MentorNote, MentorOffer, Mentorship
from mentoring.models import MentorThanks as Thanks
from portal.shell.forms import CreationKeyMixin

MOST_ROLES, MOST_TOPICS = 6, 5


class OfferForm(forms.ModelForm):
    """What a mentor offers. A draft may be unfinished; with `complete`, gaps are named."""

    revision = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=1, max_value=1_000_000
    )
    formats = forms.MultipleChoiceField(
        label=_("Comment aidez-vous\u202f?"),
        choices=MentorFormat.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    topics = forms.MultipleChoiceField(
        label=_("De quoi parle-t-on avec vous\u202f?"),
        choices=MentorTopic.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Cinq sujets au plus."),
    )
    charter = forms.BooleanField(
        label=_("J’ai lu le guide et j’accepte la charte du mentorat."), required=False
    )
    field_order = ["pitch", "roles", "topics", "formats", "rhythm", "departement", "capacity"]

    class Meta:
        model = MentorOffer
        fields = ["pitch", "roles", "rhythm", "departement", "capacity", "welcomes_minors"]
        widgets = {
            "pitch": forms.Textarea(attrs={"rows": 7, "data-clap-count": 2000}),
            "roles": forms.CheckboxSelectMultiple,
        }
        labels = {
            "pitch": _("Ce que vous pouvez apporter"),
            "roles": _("Les métiers que vous connaissez de l’intérieur"),
            "capacity": _("Combien de personnes à la fois"),
            "welcomes_minors": _("J’accueille aussi les 15 à 17 ans"),
        }
        help_texts = {
            "pitch": _("Votre parcours en quelques lignes, et ce qu’une personne y gagnera."),
            "roles": _("Six au plus."),
            "rhythm": _("Par exemple\u00a0: une heure par mois, ou deux relectures de CV."),
            "departement": _("Si vous pouvez vous voir en vrai, dans un lieu public."),
            "capacity": _("Votre offre quitte la liste quand les places sont prises."),
            "welcomes_minors": _(
                "Rendez-vous à distance ou en public seulement, tout par la messagerie du site."
            ),
        }

    def __init__(self, *args: Any, complete: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.complete = complete
        offer = self.instance
        self.fields["roles"].queryset = Role.objects.listed()  # type: ignore[attr-defined]
        self.fields["departement"].choices = [("", "—"), *geography.choices()]  # type: ignore[attr-defined]
        self.initial.setdefault("formats", [item.value for item in offer.formats])
        self.initial.setdefault("topics", offer.topics)
        self.initial.setdefault("charter", offer.charter_accepted_at is not None)
        self.fields["revision"].initial = offer.revision
        for name in ("pitch", "roles", "topics", "formats", "rhythm"):
            self.fields[name].needed = True  # type: ignore[attr-defined]
        self.fields["charter"].needed = True  # type: ignore[attr-defined]

    def _at_most(self, name: str, most: int) -> Any:
        values = self.cleaned_data[name]
        if len(values) > most:
            raise forms.ValidationError(
                _("%(most)s au plus\u00a0: vous en avez coché %(n)s."),
                code="many",
                params={"most": most, "n": len(values)},
            )
        return values

    def clean_roles(self) -> Any:
        return self._at_most("roles", MOST_ROLES)

    def clean_topics(self) -> Any:
        return self._at_most("topics", MOST_TOPICS)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.complete or self.instance.submitted_at:
            for name in ("pitch", "rhythm", "formats", "roles", "topics"):
                if name in data and not data[name]:
                    self.add_error(name, _("Nécessaire pour envoyer l’offre en relecture."))
            if not data.get("charter"):
                self.add_error("charter", _("Lisez et acceptez la charte pour envoyer l’offre."))
        capacity = data.get("capacity")
        if capacity is not None and capacity < self.instance.taken:
            self.add_error(
                "capacity",
                _("Vous suivez %(n)s personnes en ce moment\u00a0: terminez d’abord un mentorat.")
                % {"n": self.instance.taken},
            )
        return data

    def _post_clean(self) -> None:
        data = self.cleaned_data
        for item in MentorFormat:
            if "formats" in data:
                setattr(self.instance, f"by_{item.value}", item.value in data["formats"])
        if "topics" in data:
            self.instance.topics = data["topics"]
        if data.get("charter"):
            self.instance.charter_accepted_at = self.instance.charter_accepted_at or timezone.now()
        elif "charter" in data:
            self.instance.charter_accepted_at = None
        super()._post_clean()  # type: ignore[misc]


class MentorFilterForm(forms.Form):
    """The filters of the list of mentors. A value it does not know is left out, never an error."""

    metier = forms.ModelChoiceField(
        label=_("Métier"), queryset=Role.objects.none(), to_field_name="slug", required=False
    )
    region = forms.ChoiceField(label=_("Région"), required=False)
    forme = forms.ChoiceField(
        label=_("Façon d’aider"),
        choices=[("", _("Peu importe")), *MentorFormat.choices],
        required=False,
    )
    avant = forms.IntegerField(required=False, min_value=1, max_value=2**62)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["metier"].queryset = Role.objects.listed()  # type: ignore[attr-defined]
        self.fields["metier"].empty_label = _("Peu importe")  # type: ignore[attr-defined]
        for field in self.fields.values():
            # Every filter may be left out: the page does not say it three times.
            field.needed = True  # type: ignore[attr-defined]
        names = [(name, name) for name in geography.regions()]
        self.fields["region"].choices = [("", _("Peu importe")), *names]  # type: ignore[attr-defined]

    def filter(self, offers: Any) -> Any:
        """Keep the offers that match every filter given."""
        self.is_valid()
        wanted = self.cleaned_data
        if role := wanted.get("metier"):
            offers = offers.filter(roles=role)
        if region := wanted.get("region"):
            offers = offers.filter(departement__in=geography.codes_in(region))
        if chosen := wanted.get("forme"):
            offers = offers.filter(**{f"by_{chosen}": True})
        if before := wanted.get("avant"):
            offers = offers.filter(pk__lt=before)
        return offers

    @property
    def active(self) -> bool:
        return any(self.cleaned_data.get(name) for name in ("metier", "region", "forme"))


class AskForm(CreationKeyMixin, forms.Form):
    """A request to a mentor: three short answers, which spare both a vague exchange."""

    goal = forms.CharField(
        label=_("Votre objectif"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4, "data-clap-count": 600}),
        help_text=_("Ce que vous voulez avoir fait, compris ou décidé dans six mois."),
    )
    why = forms.CharField(
        label=_("Pourquoi cette personne"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4, "data-clap-count": 600}),
        help_text=_("Ce qui, dans son parcours, répond à votre question."),
    )
    tried = forms.CharField(
        label=_("Ce que vous avez déjà essayé"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4, "data-clap-count": 600}),
        help_text=_("Lectures, candidatures, tournages d’école\u00a0: rien n’est trop petit."),
    )


class FrameForm(forms.ModelForm):
    """The frame the two agree on: what for, how often, until when."""

    class Meta:
        model = Mentorship
        fields = ["purpose", "rhythm", "ends_on"]
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 4, "data-clap-count": 600}),
            "ends_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def clean_ends_on(self) -> Any:
        day = self.cleaned_data["ends_on"]
        today = timezone.localdate()
        if day < today:
            raise forms.ValidationError(_("Cette date est déjà passée."), code="past")
        if day > today + timedelta(days=2 * 365):
            raise forms.ValidationError(_("Deux ans au plus."), code="far")
        return day


class GoalForm(CreationKeyMixin, forms.ModelForm):
    class Meta:
        model = MentorGoal
        fields = ["text"]
        labels = {"text": _("Un but à atteindre")}


class NoteForm(CreationKeyMixin, forms.ModelForm):
    class Meta:
        model = MentorNote
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4, "data-clap-count": 3000})}
        labels = {"text": _("Une note partagée")}
        help_texts = {"text": _("Ce qui s’est dit, ce qui est promis. Vous la lisez à deux.")}


class ThanksForm(CreationKeyMixin, forms.ModelForm):
    class Meta:
        model = Thanks
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4, "data-clap-count": 1000})}
        labels = {"text": _("Votre mot")}


class MeetingForm(CreationKeyMixin, forms.ModelForm):
    """A meeting to come; its safety rules are checked by `actions.check_meeting`."""

    class Meta:
        model = MentorMeeting
        fields = ["starts_at", "minutes", "format", "place"]
        widgets = {
            "starts_at": forms.DateTimeInput(
                attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
            ),
            "format": forms.RadioSelect,
        }
        labels = {"starts_at": _("Jour et heure (heure de Paris)")}
        help_texts = {"place": _("Un café, une adresse, un lien\u00a0: vous seuls le lisez.")}

    def __init__(self, *args: Any, mentorship: Mentorship, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mentorship = mentorship
        if mentorship.with_minor:
            self.fields["format"].choices = [  # type: ignore[attr-defined]
                (item.value, item.label) for item in MeetingFormat.safe()
            ]

    def clean_starts_at(self) -> Any:
        moment = self.cleaned_data["starts_at"]
        if moment <= timezone.now():
            raise forms.ValidationError(_("Ce moment est déjà passé."), code="past")
        if moment > timezone.now() + timedelta(days=366):
            raise forms.ValidationError(_("Pas plus d’un an à l’avance."), code="far")
        return moment

    def clean(self) -> dict[str, Any]:
        from mentoring.mentor_actions import check_meeting

        data = super().clean() or {}
        if data.get("starts_at") and data.get("format"):
            check_meeting(
                self.mentorship,
                MentorMeeting(starts_at=data["starts_at"], format=data["format"]),
            )
        return data
