"""How every form of the site is drawn."""

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest


class SiteRenderer(TemplatesSetting):
    """Draw forms and fields with the components of the design."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        """Draw one piece; allauth's placeholders only repeat the labels, and go."""
        field = context.get("field")
        if template_name == self.field_template_name and field is not None:
            if type(field.form).__module__.startswith(("allauth", "portal.accounts")):
                field.field.widget.attrs.pop("placeholder", None)
        return super().render(template_name, context, request)
