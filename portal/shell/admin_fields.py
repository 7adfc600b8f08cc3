"""Form fields that let an administrator edit a JSON list as lines of text."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class LinesField(forms.CharField):
    """A list of strings, one a line."""

    widget = forms.Textarea(attrs={"rows": 6, "cols": 90})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        for line in value:
            super().run_validators(line)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((initial or []) != self.to_python(data))


class PairsField(LinesField):
    """A list of two-part records, one a line: `first | second`, as in `05:40 | Ouverture`."""

    def __init__(self, *, keys: tuple[str, str], choices: Any = None, **kwargs: Any) -> None:
        self.keys = keys
        self.allowed = list(choices) if choices else None
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        first, second = self.keys
        return "\n".join(f"{row.get(first, '')} | {row.get(second, '')}" for row in value)

    def to_python(self, value: Any) -> Any:
        rows = []
        for number, line in enumerate(super().to_python(value), start=1):
            first, bar, second = (part.strip() for part in line.partition("|"))
            if not bar or not second:
                raise ValidationError(
                    _("Ligne %(n)s : écrivez deux parties séparées par « | »."),
                    code="pairs",
                    params={"n": number},
                )
            if self.allowed is not None and first not in self.allowed:
                raise ValidationError(
                    _("Ligne %(n)s : « %(first)s » n’est pas dans la liste (%(allowed)s)."),
                    code="pairs_choice",
                    params={"n": number, "first": first, "allowed": ", ".join(self.allowed)},
                )
            rows.append(dict(zip(self.keys, (first, second), strict=True)))
        return rows

    def run_validators(self, value: Any) -> None:
        super().run_validators([part for row in value for part in row.values()])

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool((initial or []) != self.to_python(data))
        except ValidationError:
            return True
