"""How every form of the site is drawn."""

from django.forms.renderers import TemplatesSetting


class SiteRenderer(TemplatesSetting):
    """Draw forms and fields with the components of the design."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
