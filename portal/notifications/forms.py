from typing import Any

from django import forms

from portal.notifications import topics
from portal.notifications.enums import Rhythm


class MailChoicesForm(forms.Form):
    """How often to write about each topic; those that cannot be refused are not in it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for topic in topics.all_topics():
            if not topic.mandatory:
                self.fields[topic.key] = forms.ChoiceField(
                    label=topic.label,
                    help_text=topic.help,
                    choices=Rhythm.choices,
                    widget=forms.RadioSelect,
                    initial=Rhythm.NOW,
                )
