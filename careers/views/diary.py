"""The hours diary: the intern's alone. What it finds is said to them, and whom to tell."""

import csv
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from careers.admin.files import neutral
from careers.forms.diary import HoursForm
from careers.models import Agreement, HoursEntry, Placement
from careers.placements.diary import findings, length, monday_of, terms_of, total, weeks
from careers.placements.diary_actions import save_hours
from careers.views.placements import own
from portal.shell import interrupted
from portal.shell.routes import Policy, route


def _book(placement: Placement) -> dict[str, Any]:
    """The weeks with their lines, the latest first, and what to talk about."""
    rows = list(HoursEntry.objects.filter(placement=placement.pk))
    spans = [one.span for one in rows]
    agreement = Agreement.objects.filter(placement=placement.pk).first()
    found = findings(spans, terms_of(placement, agreement))
    book = []
    for week in reversed(weeks(spans)):
        lines = [one for one in rows if monday_of(one.day) == week.monday]
        said = [one for one in found if monday_of(one.day) == week.monday]
        book.append({"week": week, "lines": lines, "findings": said})
    return {"weeks": book, "findings": found, "total": length(total(spans))}


def _save(placement: Placement, form: HoursForm, *, by: Any, entry: int | None) -> bool:
    """Whether it was written; what is refused is said in the form."""
    try:
        save_hours(
            placement=placement,
            by=by,
            span=form.span(),
            note=form.cleaned_data["note"],
            key=form.key(),
            entry=entry,
        )
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    return True


@route(Policy.OWNER, "GET", "POST")
def diary(request: HttpRequest, pk: int) -> HttpResponse:
    """One's hours week by week, and a line to add."""
    placement = own(request, pk)
    initial = {"day": timezone.localdate()}
    form = HoursForm(interrupted.resume(request), initial=initial)
    if (
        request.method == "POST"
        and form.is_valid()
        and _save(placement, form, by=request.user, entry=None)
    ):
        messages.success(request, _("Heures notées. Vous seul·e les voyez."))
        return redirect("careers:diary", pk=pk)
    context = {"placement": placement, "form": form, **_book(placement)}
    return render(request, "careers/placements/diary.html", context)


def _line(request: HttpRequest, pk: int, entry: int) -> HoursEntry:
    mine = HoursEntry.objects.of(request.user).filter(placement=pk)
    found: HoursEntry = get_object_or_404(mine, pk=entry)
    return found


@route(Policy.OWNER, "GET", "POST")
def diary_edit(request: HttpRequest, pk: int, entry: int) -> HttpResponse:
    """Mend a line."""
    placement, line = own(request, pk), _line(request, pk, entry)
    names = ("day", "start", "end", "break_minutes", "note")
    form = HoursForm(
        interrupted.resume(request), initial={name: getattr(line, name) for name in names}
    )
    if (
        request.method == "POST"
        and form.is_valid()
        and _save(placement, form, by=request.user, entry=line.pk)
    ):
        messages.success(request, _("Ligne corrigée."))
        return redirect("careers:diary", pk=pk)
    context = {"placement": placement, "form": form, "line": line}
    return render(request, "careers/placements/diary_edit.html", context)


@route(Policy.OWNER, "POST")
def diary_delete(request: HttpRequest, pk: int, entry: int) -> HttpResponse:
    """Take a line out."""
    own(request, pk)
    _line(request, pk, entry).delete()
    messages.success(request, _("Ligne effacée."))
    return redirect("careers:diary", pk=pk)


@route(Policy.OWNER)
def diary_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The lines as CSV for a spreadsheet; no cell is a formula."""
    placement = own(request, pk)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="heures-{placement.pk}.csv"'
    response["Cache-Control"] = "no-store, private"
    response.write("\ufeff")  # Without it, spreadsheets read the accents wrong.
    writer = csv.writer(response)
    heads = (_("Jour"), _("Début"), _("Fin"), _("Pauses, en minutes"), _("Durée"), _("Note"))
    writer.writerow(heads)
    for one in HoursEntry.objects.filter(placement=placement.pk):
        start, end = f"{one.start:%H:%M}", f"{one.end:%H:%M}"
        cells = (one.day.isoformat(), start, end, one.break_minutes, one.worked_label, one.note)
        writer.writerow([neutral(str(cell)) for cell in cells])
    return response
