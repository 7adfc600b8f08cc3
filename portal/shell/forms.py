from django.forms.renderers import TemplatesSetting


class SiteRenderer(TemplatesSetting):
    """Draws every form of the site with our own components."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
