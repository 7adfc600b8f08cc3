"""A few questions of one choice each, whose answers stand in the address of the page."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _


def choice(option: Mapping[str, Any]) -> tuple[str, Any]:
    """An option of a data file as a form shows it: its words, then a note in small."""
    note = option.get("note_fr")
    if not note:
        return option["value"], option["label_fr"]
    label = format_html(
        "<span>{}<span class='question-note'>{}</span></span>", option["label_fr"], note
    )
    return option["value"], label


class QuestionsForm(forms.Form):
    """The questions of a data file, each to be answered.

    `questions`: mappings with name, question_fr, help_fr and options (value, label_fr, note_fr).
    """

    def __init__(
        self, data: Mapping[str, Any] | None, *, questions: Sequence[Mapping[str, Any]]
    ) -> None:
        super().__init__(data)
        self.questions = questions
        for question in questions:
            self.fields[question["name"]] = forms.ChoiceField(
                label=question["question_fr"],
                help_text=question.get("help_fr", ""),
                choices=[choice(option) for option in question["options"]],
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("Choisissez une réponse."),
                    "invalid_choice": _("Cette réponse n’existe pas."),
                },
            )

    def answered(self) -> list[tuple[str, str]]:
        """Each question and the answer it got, in words."""
        return [
            (
                question["question_fr"],
                next(
                    option["label_fr"]
                    for option in question["options"]
                    if option["value"] == self.cleaned_data[question["name"]]
                ),
            )
            for question in self.questions
        ]


def questions_form(
    asked: Mapping[str, Any], questions: Sequence[Mapping[str, Any]]
) -> QuestionsForm:
    """The form as an address fills it; untouched when the address says nothing of it."""
    touched = any(question["name"] in asked for question in questions)
    return QuestionsForm(asked if touched else None, questions=questions)
