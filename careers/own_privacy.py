"""What a member keeps here for themselves alone, exported and erased whole."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from careers import call_kit
from careers.models import (
    CallTick,
    Favourite,
    Glance,
    HistoryRefusal,
    JournalEntry,
    JournalStep,
    Notebook,
    WorkPeriod,
)
from portal.accounts import privacy
from portal.accounts.privacy import Record, Row


def export_call_ticks(member: Any) -> list[Row]:
    """The words of the question rather than its address; what is asked no more keeps the latter."""
    asked = call_kit.wordings()
    return [
        privacy.describe(one, "ticked_at", Question=asked.get(one.question, one.question))
        for one in member.call_ticks.order_by("pk")
    ]


def export_favourites(member: Any) -> list[Row]:
    return privacy.rows(member.favourites.order_by("pk"), "title", "kept_at")


def export_glances(member: Any) -> list[Row]:
    return privacy.rows(member.glances.order_by("pk"), "title", "seen_at")


def export_history_refusal(member: Any) -> list[Row]:
    return privacy.rows(HistoryRefusal.objects.filter(member=member), "refused_at")


def export_journal(member: Any) -> list[Row]:
    fields = "place", "what", "kind", "found", "lesson", "next_step", "next_on", "created_at"
    found = member.journal_entries.prefetch_related("steps").order_by("pk")
    return [
        privacy.describe(one, *fields, **{str(_("Où elle en est")): str(one.state.label)})
        for one in found
    ]


def export_journal_steps(member: Any) -> list[Row]:
    found = JournalStep.objects.filter(entry__member=member.pk).select_related("entry")
    return [
        privacy.describe(one, "on", "kind", "note", **{str(_("Où")): one.entry.place})
        for one in found.order_by("entry", "on", "pk")
    ]


def export_work_periods(member: Any) -> list[Row]:
    fields = "employer", "starts_on", "ends_on", "hours", "nature", "created_at"
    return privacy.rows(member.work_periods.order_by("pk"), *fields)


RECORDS = (
    Record(
        model=Notebook,
        through=("member",),
        title=_("Carnet de faits"),
        holds=_(
            "Que vous avez un carnet, et ses notes, chiffrées avec une phrase que vous seul·e "
            "connaissez."
        ),
        # Nobody here can read it: its own page gives a copy to whoever has the phrase.
        export=None,
        erase=privacy.WITH_ACCOUNT,
        fate=_("Pour en garder une copie, ouvrez-le avec votre phrase avant de partir."),
    ),
    Record(
        model=CallTick,
        through=("member",),
        title=_("Questions posées à une production"),
        holds=_("Les questions cochées avant de dire oui, et quand."),
        export=export_call_ticks,
        erase=privacy.WITH_ACCOUNT,
    ),
    Record(
        model=Favourite,
        through=("member",),
        title=_("Stages gardés"),
        holds=_("Les annonces que vous avez mises de côté, et depuis quand."),
        export=export_favourites,
        erase=privacy.WITH_ACCOUNT,
    ),
    Record(
        model=Glance,
        through=("member",),
        title=_("Annonces ouvertes récemment"),
        holds=_("Les trente dernières annonces que vous avez ouvertes, si vous le voulez."),
        export=export_glances,
        erase=privacy.WITH_ACCOUNT,
        fate=_("Effacées aussi quand vous le demandez sur la page de vos stages gardés."),
    ),
    Record(
        model=HistoryRefusal,
        through=("member",),
        title=_("Refus de l’historique"),
        holds=_("Que vous ne voulez pas d’historique des annonces ouvertes."),
        export=export_history_refusal,
        erase=privacy.WITH_ACCOUNT,
    ),
    Record(
        model=JournalEntry,
        through=("member",),
        title=_("Journal de candidatures"),
        holds=_("Vos candidatures d’ici et d’ailleurs, comme vous les racontez, pour vous."),
        export=export_journal,
        erase=privacy.WITH_ACCOUNT,
    ),
    Record(
        model=JournalStep,
        through=("entry__member",),
        title=_("Étapes du journal"),
        holds=_("Ce qui est arrivé à chacune, et quand."),
        export=export_journal_steps,
        erase=privacy.WITH_ACCOUNT,
    ),
    Record(
        model=WorkPeriod,
        through=("member",),
        title=_("Carnet des 507 heures"),
        holds=_("Vos employeurs, les dates et les heures que vous notez pour vous."),
        export=export_work_periods,
        erase=privacy.WITH_ACCOUNT,
    ),
)
