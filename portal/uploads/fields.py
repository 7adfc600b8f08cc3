"""Form fields whose cleaned value is a safe file under a random name."""

from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from portal.uploads import documents, images


class _UploadField(forms.FileField):
    accept = ""
    default_error_messages = {
        "required": _("Choisissez un fichier."),
        "missing": _("Choisissez un fichier."),
        "empty": _("Ce fichier est vide. Choisissez-en un autre."),
        "invalid": _("Le fichier n’est pas arrivé. Choisissez-le de nouveau."),
    }

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"accept": self.accept}

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The cleaned file; `initial` or False (taken away) as Django's field gives them."""
        kept = super().clean(data, initial)
        return self.made_safe(kept) if data and kept is data else kept

    def made_safe(self, file: Any) -> ContentFile[bytes]:
        raise NotImplementedError


class ImageUploadField(_UploadField):
    """A JPEG, PNG or WebP of at most 10 MB and 25 megapixels; kept without its metadata."""

    accept = "image/jpeg,image/png,image/webp"

    def __init__(self, *, longest: int = images.LONGEST_SIDE, **kwargs: Any) -> None:
        kwargs.setdefault(
            "help_text",
            _("JPEG, PNG ou WebP, 10 Mo au plus. Le lieu et la date de prise de vue sont effacés."),
        )
        super().__init__(**kwargs)
        self.longest = longest

    def made_safe(self, file: Any) -> ContentFile[bytes]:
        return images.clean(file, longest=self.longest)


class PdfUploadField(_UploadField):
    """A PDF of at most 10 MB and 100 pages; kept without scripts, attachments or metadata."""

    accept = "application/pdf"

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("PDF, 10 Mo et 100 pages au plus, sans mot de passe."))
        super().__init__(**kwargs)

    def made_safe(self, file: Any) -> ContentFile[bytes]:
        return documents.clean(file)
