"""How every form of the site is drawn."""

from typing import Any

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
