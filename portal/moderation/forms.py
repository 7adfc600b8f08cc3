from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.moderation.enums import Outcome, Reason, ReportReason
from portal.moderation.models import Correction, Report
from portal.shell.forms import CreationKeyMixin


class DecisionForm(forms.Form):
    """What a moderator fills in beside the text they read."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=1_000_000)
    outcome = forms.ChoiceField(
        label=_("Décision"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez : publier, ou demander une correction.")},
    )
    reason = forms.ChoiceField(
        label=_("Motif de la correction"),
        choices=[("", "—"), *Reason.choices],
        required=False,
        help_text=_("Envoyé tel quel à l’auteur·rice."),
    )
    note = forms.CharField(
        label=_("Mot à l’auteur·rice"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, reasons: list[Reason] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if reasons is not None:
            offered = [(reason.value, reason.label) for reason in reasons]
            self.fields["reason"].choices = [("", "—"), *offered]  # type: ignore[attr-defined]
        # Needed for one of the two outcomes: the page does not call it optional.
        self.fields["reason"].needed = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("outcome") == Outcome.REJECTED:
            if not data.get("reason"):
                self.add_error("reason", _("Une demande de correction porte un motif."))
            elif data["reason"] == Reason.OTHER and not data.get("note"):
                self.add_error("note", _("Expliquez cette autre raison en quelques mots."))
        elif data.get("outcome") == Outcome.APPROVED:
            data["reason"] = ""
        return data


class ReportForm(CreationKeyMixin, forms.ModelForm):
    reason = forms.ChoiceField(
        label=_("De quoi s’agit-il\u202f?"), choices=ReportReason.choices, widget=forms.RadioSelect
    )

    good_faith = forms.BooleanField(
        label=_("Ce que j’écris est exact à ma connaissance, et je l’écris de bonne foi."),
        error_messages={"required": _("Cochez cette case pour envoyer le signalement.")},
    )

    class Meta:
        model = Report
        fields = ["reason", "text", "name", "email", "good_faith"]
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}
        labels = {
            "text": _("Que s’est-il passé\u202f?"),
            "name": _("Votre nom"),
            "email": _("Votre adresse e-mail"),
        }
        help_texts = {
            "text": _(
                "Quelques faits suffisent. Ni la personne ni la structure ne sauront qui a signalé."
            ),
            "email": _(
                "Pour recevoir l’accusé de réception et la suite donnée. Sans elle, une adresse "
                "secrète vous permet de suivre votre signalement."
            ),
        }


class CorrectionForm(CreationKeyMixin, forms.ModelForm):
    """What is wrong on a reference page, and where one knows it from."""

    class Meta:
        model = Correction
        fields = ["text", "source"]
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}
        labels = {
            "text": _("Ce qui est inexact, et ce qu’il faudrait lire"),
            "source": _("D’où vous le savez"),
        }
        help_texts = {"source": _("Un lien, un texte, votre métier\u00a0: tout aide à vérifier.")}


class WordForm(forms.Form):
    """What the author of a thing hidden by the site says to whoever will read it."""

    text = forms.CharField(
        label=_("Ce que vous voulez dire à la personne qui lira"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Vous pouvez le corriger tant que personne n’a décidé."),
    )


class AppealForm(forms.Form):
    """Why a decision is contested, in one's own words."""

    text = forms.CharField(
        label=_("Pourquoi cette décision vous paraît-elle injuste\u202f?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Une autre personne que celle qui a décidé vous lira."),
    )
