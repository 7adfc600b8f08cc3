from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.moderation.decisions import Choice
from portal.moderation.enums import OnAuthor, OnTarget, ReportReason
from portal.moderation.grounds import Ground
from portal.moderation.models import ReplyTemplate

COPIED = ("on_target", "on_author", "days", "ground", "facts", "why", "reply")


class ChoiceForm(forms.Form):
    """What a moderator decides. A template fills in whatever was left empty.

    Browsers with scripts fill the fields in as a template is chosen; the others get the same when
    the form is sent.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=1_000_000_000)
    template = forms.ModelChoiceField(
        label=_("Modèle"),
        queryset=ReplyTemplate.objects.none(),
        required=False,
        widget=forms.RadioSelect,
        empty_label=None,
        to_field_name="slug",
    )
    on_target = forms.ChoiceField(label=_("Sur le contenu"), required=False)
    on_author = forms.ChoiceField(
        label=_("Sur la personne"), required=False, choices=[("", _("rien")), *OnAuthor.choices]
    )
    days = forms.IntegerField(label=_("Durée en jours"), required=False, min_value=1, max_value=366)
    ground = forms.ChoiceField(
        label=_("Motif"), required=False, choices=[("", "—"), *Ground.choices]
    )
    facts = forms.CharField(
        label=_("Les faits"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Envoyés tels quels à la personne. Rien de qui a signalé."),
    )
    why = forms.CharField(
        label=_("Pourquoi ils y contreviennent"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reply = forms.CharField(
        label=_("Mot à qui a signalé"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        *args: Any,
        templates: Any,
        offered: set[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["template"]
        chosen.queryset = templates
        possible = [(one.value, one.label) for one in OnTarget if one.value in offered]
        self.fields["on_target"].choices = [("", _("rien")), *possible]  # type: ignore[attr-defined]
        for name in ("facts", "why", "ground"):
            # Needed for some decisions: the page does not call them optional.
            self.fields[name].needed = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        template = data.get("template")
        if template is not None and not data.get("ground"):
            empty = not (data.get("on_target") or data.get("on_author"))
            for name in COPIED:
                effect = name in {"on_target", "on_author", "days"}
                if not data.get(name) and (empty or not effect):
                    data[name] = getattr(template, name)
        if not data.get("ground") and "ground" not in self.errors:
            self.add_error("ground", _("Choisissez un modèle, ou un motif."))
        return data

    def choice(self) -> Choice:
        values = {name: self.cleaned_data[name] for name in COPIED}
        return Choice(**values, no_trace=tuple(self.no_trace))

    @property
    def no_trace(self) -> list[str]:
        """What the moderator ticked as betraying nobody."""
        sent: Any = self.data
        return list(sent.getlist("no_trace")) if self.is_bound else []

    @property
    def maybe_traces(self) -> list[str]:
        """Words to tick, or ticked already: those the errors name, and those of the last page."""
        named = [
            one
            for errors in self.errors.as_data().values()
            for error in errors
            if error.code == "traces"
            for one in (error.params or {})["found"]
        ]
        return list(dict.fromkeys([*self.no_trace, *named]))


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("Note interne"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class AppealAnswerForm(forms.Form):
    """The answer to an appeal; `reopens`: it is that of whoever reported."""

    upheld = forms.TypedChoiceField(
        label=_("Décision"),
        choices=[
            ("oui", _("Accepter\u00a0: tout revient comme avant")),
            ("non", _("Maintenir la décision")),
        ],
        coerce=lambda value: value == "oui",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez\u00a0: accepter, ou maintenir.")},
    )
    answer = forms.CharField(
        label=_("Réponse envoyée"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args: Any, reopens: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if reopens:
            upheld: Any = self.fields["upheld"]
            upheld.choices = [
                ("oui", _("Accepter\u00a0: un nouveau dossier s’ouvre, avec ce signalement")),
                upheld.choices[1],
            ]


class QueueForm(forms.Form):
    """The filters of the queue, as its address says them."""

    etat = forms.ChoiceField(
        label=_("État"),
        required=False,
        choices=[
            ("", _("ouverts")),
            ("clos", _("clos")),
            ("masques", _("masqués en attendant")),
            ("confirmer", _("à confirmer")),
        ],
    )
    file = forms.ChoiceField(
        label=_("File d’attente"),
        required=False,
        choices=[("", _("toutes")), ("courante", _("courante")), ("securite", _("sécurité"))],
    )
    qui = forms.ChoiceField(
        label=_("Suivi"),
        required=False,
        choices=[("", _("tous")), ("moi", _("par moi")), ("libres", _("libres"))],
    )
    motif = forms.ChoiceField(
        label=_("Motif"), required=False, choices=[("", _("tous")), *ReportReason.choices]
    )
    genre = forms.ChoiceField(label=_("Genre"), required=False)
    apres = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["genre"].choices = [("", _("tous")), *kinds]  # type: ignore[attr-defined]
