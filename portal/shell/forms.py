"""How every form of the site is drawn, and sent once."""

import uuid
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

OF_ALLAUTH = ("allauth", "portal.accounts")


class SiteRenderer(TemplatesSetting):
    """Draw forms and fields with the components of the design."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        """Draw one piece; allauth's placeholders only repeat the labels, and go."""
        field = context.get("field")
        if field is not None and type(field.form).__module__.startswith(OF_ALLAUTH):
            field.field.widget.attrs.pop("placeholder", None)
        return super().render(template_name, context, request)


class CreationKeyMixin(forms.Form):
    """A key given out with the empty form, so that sending it twice makes one thing."""

    creation_key = forms.CharField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)

    def key(self) -> uuid.UUID:
        """The key sent back, or a new one when it was lost or spoilt."""
        try:
            return uuid.UUID(self.cleaned_data["creation_key"])
        except ValueError:
            return uuid.uuid4()
