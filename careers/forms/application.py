"""The forms of an application: the applicant's, and those of the organisation that answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careers.applications.applicant_file import MOST_PIECES, Piece
from careers.applications.enums import CancelReason, DeclineReason, WithdrawReason
from careers.models.application import MOTIVATION_LENGTH, NOTE_LENGTH
from portal.shell.forms import CreationKeyMixin


class ApplicationForm(CreationKeyMixin):
    """What a member writes and joins. Everything may be missing in a draft."""

    motivation = forms.CharField(
        label=_("Votre motivation"),
        required=False,
        max_length=MOTIVATION_LENGTH,
        widget=forms.Textarea(
            attrs={"rows": 9, "data-clap-count": True, "autocapitalize": "sentences"}
        ),
        help_text=_("Dix lignes suffisent. Une phrase par question, avec vos mots."),
    )
    pieces = forms.TypedMultipleChoiceField(
        label=_("Joindre de mon portfolio"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Huit au plus. La structure lit ceux que vous cochez, et aucun autre."),
    )

    def __init__(self, *args: Any, pieces: list[Piece], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The motivation is needed to send; the page does not call it optional.
        self.fields["motivation"].needed = True  # type: ignore[attr-defined]
        if pieces:
            choices = [(piece.pk, f"{piece.title} — {piece.my_role}") for piece in pieces]
            self.fields["pieces"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["pieces"]

    def clean_pieces(self) -> list[int]:
        chosen: list[int] = self.cleaned_data["pieces"]
        if len(chosen) > MOST_PIECES:
            raise forms.ValidationError(_("Huit éléments au plus\u00a0: gardez les meilleurs."))
        return chosen


def note_field(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4, "data-clap-count": True}),
        help_text=help_text,
    )


class WithdrawForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Ce que la structure lira"),
        required=False,
        choices=[
            ("", _("Rien de plus.")),
            *[(one.value, one.label) for one in WithdrawReason.offered()],
        ],
        widget=forms.RadioSelect,
    )


class AcceptForm(forms.Form):
    note = note_field(
        _("Un mot pour la suite"),
        _("Qui appelle qui, quand, quels papiers\u00a0: la personne le lit tout de suite."),
    )


class StudyForm(forms.Form):
    note = note_field(
        _("Un mot pour la personne"),
        _("Proposer un échange, poser une question : elle le lit tout de suite."),
    )


class DeclineForm(forms.Form):
    stay_in_touch = forms.BooleanField(
        label=_("Proposer de garder le contact"),
        required=False,
        help_text=_(
            "La personne choisit. Si elle accepte, elle est prévenue de vos prochaines annonces, "
            "et votre vivier garde son nom un an."
        ),
    )
    field_order = ["reason", "note", "stay_in_touch"]

    reason = forms.ChoiceField(
        label=_("Pourquoi"),
        choices=DeclineReason.choices,
        widget=forms.RadioSelect,
        help_text=_("La personne lira une phrase bienveillante qui dit la même chose."),
        error_messages={"required": _("Choisissez une raison\u00a0: la personne la lira.")},
    )
    note = note_field(
        _("Ajouter un mot"), _("Un conseil précis vaut mieux qu’un compliment. Rien d’obligatoire.")
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("reason") == DeclineReason.OTHER and not (data.get("note") or "").strip():
            self.add_error("note", _("Dites cette autre raison, en une phrase."))
        return data


class CancelForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Pourquoi"),
        choices=[(one.value, one.label) for one in CancelReason.offered()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez une raison\u00a0: la personne la lira.")},
    )
    note = note_field(_("Ajouter un mot"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("reason") == CancelReason.OTHER and not (data.get("note") or "").strip():
            self.add_error("note", _("Dites cette autre raison, en une phrase."))
        return data


class NoteForm(CreationKeyMixin):
    text = forms.CharField(
        label=_("Note pour vos collègues"),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3, "data-clap-count": True}),
        help_text=_(
            "La personne ne la voit pas ici, mais elle la reçoit si elle demande ses données une "
            "fois sa candidature close\u00a0: la loi le veut (RGPD, article 15). N’y mettez que ce "
            "que vous pourriez lui dire."
        ),
        error_messages={"required": _("Écrivez quelques mots.")},
    )


class AssignForm(forms.Form):
    """Who follows an application; `colleagues` are the members of the organisation."""

    colleague = forms.TypedChoiceField(
        label=_("Suivie par"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, colleagues: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["colleague"].choices = [  # type: ignore[attr-defined]
            ("", _("Toute l’équipe")),
            *[(one.pk, one.display_name) for one in colleagues],
        ]
