"""What a member keeps here for themselves alone, exported and erased whole."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from careers import call_kit
from careers.models import CallTick
from portal.accounts import privacy
from portal.accounts.privacy import Record, Row


def export_call_ticks(member: Any) -> list[Row]:
    """The words of the question rather than its address; what is asked no more keeps the latter."""
    asked = call_kit.wordings()
    return [
        privacy.describe(one, "ticked_at", Question=asked.get(one.question, one.question))
        for one in member.call_ticks.order_by("pk")
    ]


RECORDS = (
    Record(
        model=CallTick,
        through=("member",),
        title=_("Questions posées à une production"),
        holds=_("Les questions cochées avant de dire oui, et quand."),
        export=export_call_ticks,
        erase=privacy.WITH_ACCOUNT,
    ),
)
