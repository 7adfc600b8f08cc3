"""What a version of a record changed, in the words of the site."""

from typing import Any

from django.utils.translation import gettext as _
from simple_history.template_utils import HistoricalRecordContextHelper, ObjDiffDisplay

from careers.admin.cells import shown


class FrenchDiff(ObjDiffDisplay):
    def shortened_str(self, prefix: str, num_skipped_chars: int, suffix: str) -> str:
        return f"{prefix} […] {suffix}"


class FrenchHistory(HistoricalRecordContextHelper):
    """Choices by their label, records by their name, lists without their brackets."""

    def prepare_delta_change_value(self, change: Any, value: Any) -> Any:
        field = self.model._meta.get_field(change.field)
        if field.related_model is not None and value is not None:
            found = field.related_model._default_manager.filter(pk=value).first()
            return str(found) if found else _("supprimé depuis")
        if field.choices:
            value = dict(field.flatchoices).get(value, value)
        return shown(value) or "—"

    def get_obj_diff_display(self) -> ObjDiffDisplay:
        return FrenchDiff(max_length=self.max_displayed_delta_change_chars)
