from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.enums import PortfolioKind, Visibility
from mentoring.models import PortfolioItem
from portal.shell.forms import CreationKeyMixin
from portal.uploads.fields import ImageUploadField, PdfUploadField


class ItemForm(CreationKeyMixin, forms.ModelForm):
    """A piece of the portfolio, of the kind its instance has; a file is given once."""

    link = forms.URLField(
        label=_("Adresse"),
        max_length=400,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text=_("Une page ou une vidéo. Elle s’ouvre ailleurs, rien n’est chargé d’ici."),
    )

    class Meta:
        model = PortfolioItem
        fields = ["title", "my_role", "year", "file", "alt", "link", "visibility"]
        labels = {
            "title": _("Titre du projet"),
            "my_role": _("Mon rôle dans ce projet"),
            "alt": _("Ce que l’on voit sur l’image"),
            "visibility": _("Qui le voit\u202f?"),
        }
        help_texts = {
            "my_role": _("Ce que vous avez fait, vous\u00a0: deux phrases au plus."),
            "alt": _("Lue aux personnes qui ne voient pas l’image."),
            "visibility": _("Jamais plus de monde que votre page."),
        }

    def __init__(self, *args: Any, member: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._keep_fields_of_kind()
        if self.instance.pk:
            del self.fields["creation_key"]
        if member.is_minor:
            audiences: Any = self.fields["visibility"]
            audiences.choices = [(one.value, one.label) for one in Visibility.for_minors()]
            if self.instance.visibility not in Visibility.for_minors():
                self.initial["visibility"] = Visibility.CONTACTS

    def _keep_fields_of_kind(self) -> None:
        kind = self.instance.kind
        if kind == PortfolioKind.IMAGE:
            self.fields["file"] = ImageUploadField(label=_("Image"))
            self.fields["alt"].required = True
        else:
            del self.fields["alt"]
        if kind == PortfolioKind.PDF:
            self.fields["file"] = PdfUploadField(label=_("Fichier PDF"))
        if kind == PortfolioKind.LINK or self.instance.pk:
            del self.fields["file"]
        if kind != PortfolioKind.LINK:
            del self.fields["link"]

    def clean_link(self) -> str:
        link: str = self.cleaned_data["link"]
        if not link.startswith(("https://", "http://")):
            raise forms.ValidationError(
                _("Un lien commence par https:// et mène à une page."), code="scheme"
            )
        return link
