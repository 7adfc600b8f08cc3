"""One screen a case: what was said, by whom, what was decided before, and the decision."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.moderation import cases, decisions, letters, queue, registry
from portal.moderation.admin import desk_views
from portal.moderation.admin.forms import ChoiceForm, NoteForm
from portal.moderation.models import AlreadyDecided, Case, Measure, ReplyTemplate, Report
from portal.moderation.statement import statement

# Reports and cases shown in full; the others are a number.
SHOWN = cases.MANY


class CasePage:
    """A case as one moderator works on it, for one request."""

    def __init__(self, request: HttpRequest, case: Case, base: dict[str, Any]) -> None:
        self.request, self.case, self.base = request, case, base
        self.user: Any = request.user
        self.target = case.target
        self.measure: Measure | None = getattr(case, "measure", None)
        self.letter: dict[str, Any] | None = None
        self.note: str = request.POST.get("note", "")

    def answer(self) -> HttpResponse:
        """Do what the form asks for, and lead on; or show the page."""
        act = self.request.POST.get("geste", "") if self.request.method == "POST" else ""
        done = {
            "decider": self._decide,
            "apercu": self._preview,
            "confirmer": self._confirm,
            "ecarter": self._send_back,
            "noter": self._note,
            "reprendre": self._again,
            "rendre": self._release,
            "lever": self._lift,
        }.get(act, lambda: None)()
        return done or self._page()

    @property
    def form(self) -> ChoiceForm:
        if not hasattr(self, "_form"):
            posted = self.request.POST
            sent = posted.get("geste") in {"decider", "apercu"}
            self._form = ChoiceForm(
                posted if sent else None,
                # What was typed beside a note, or what the case is when it is opened.
                initial={"version": self.case.version, **posted.dict()},
                templates=ReplyTemplate.objects.filter(active=True),
                offered=decisions.offered(self.case),
                use_required_attribute=False,
            )
        return self._form

    def _version(self) -> int:
        text = self.request.POST.get("version", "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0

    def _decide(self) -> HttpResponse | None:
        form = self.form
        if not form.is_valid():
            return None
        try:
            measure = decisions.decide(
                case=self.case,
                by=self.user,
                version=form.cleaned_data["version"],
                choice=form.choice(),
            )
        except ValidationError as wrong:
            self._explain(wrong)
            return None
        except (AlreadyDecided, cases.Held) as moved:
            return self._moved(moved)
        self._keep_note()
        if measure.decided_at is None:
            messages.success(self.request, _("Proposé. Une autre personne doit le confirmer."))
        else:
            self._said(measure)
        return self._next()

    def _confirm(self) -> HttpResponse | None:
        try:
            measure = decisions.confirm(case=self.case, by=self.user, version=self._version())
        except PermissionDenied:
            messages.error(self.request, _("Une autre personne que vous doit confirmer."))
            return desk_views.to_case(self.case)
        except (AlreadyDecided, cases.Held, Measure.DoesNotExist) as moved:
            return self._moved(moved)
        self._said(measure)
        return self._next()

    def _send_back(self) -> HttpResponse | None:
        word = self.request.POST.get("mot", "").strip()[:1000]
        if not word:
            messages.error(self.request, _("Dites en un mot pourquoi, pour votre collègue."))
            return desk_views.to_case(self.case)
        try:
            decisions.send_back(case=self.case, by=self.user, version=self._version(), word=word)
        except (AlreadyDecided, cases.Held, Measure.DoesNotExist) as moved:
            return self._moved(moved)
        return desk_views.to_case(self.case)

    def _preview(self) -> None:
        """The letter as it would be sent; errors stand beside their fields."""
        form = self.form
        if not form.is_valid():
            return
        try:
            measure = decisions.drafted(self.case, form.choice())
        except ValidationError as wrong:
            self._explain(wrong)
            return
        self.letter = self._letter(measure)

    def _letter(self, measure: Measure) -> dict[str, Any]:
        """What each side would read, in French for the moderator whatever they read it in."""
        measure.case = self.case
        items = [] if measure.is_dismissal or measure.member is None else statement(measure)
        return {"items": items, "outcome": letters.outcome_of(measure), "measure": measure}

    def _note(self) -> HttpResponse | None:
        """Keep a note; what else was typed, on a case that waits, is still there afterwards."""
        if self._keep_note():
            self.note = ""
        else:
            messages.error(self.request, _("Une note compte 1 à 2000 caractères."))
        return None if "ground" in self.request.POST else desk_views.to_case(self.case)

    def _keep_note(self) -> bool:
        """Keep the note that was typed, once however often the page is sent; whether it is one."""
        form = NoteForm(self.request.POST)
        if not form.is_valid():
            return False
        text = form.cleaned_data["note"]
        last = self.case.notes.last()
        if last is None or (last.author_id, last.text) != (self.user.pk, text):
            cases.say(case=self.case, by=self.user, text=text)
        return True

    def _again(self) -> HttpResponse:
        return desk_views.to_case(self.case)

    def _release(self) -> HttpResponse:
        cases.release(case=self.case, by=self.user)
        return desk_views.to_queue()

    def _lift(self) -> HttpResponse:
        word = self.request.POST.get("mot", "").strip()[:1000]
        if self.measure is None or not word:
            messages.error(self.request, _("Dites pourquoi vous levez cette mesure."))
            return desk_views.to_case(self.case)
        try:
            decisions.lift_early(measure=self.measure, by=self.user, word=word)
        except decisions.OwnMeasure:
            messages.error(
                self.request,
                _("Deux personnes ont décidé, dont vous\u00a0: une troisième lève leur mesure."),
            )
        except AlreadyDecided:
            messages.warning(
                self.request,
                _("Rien n’a été levé\u00a0: aucune mesure de ce dossier n’est en vigueur."),
            )
        else:
            messages.success(self.request, _("Mesure levée\u00a0: tout est comme avant."))
        return desk_views.to_case(self.case)

    def _explain(self, wrong: ValidationError) -> None:
        found = wrong.error_dict if hasattr(wrong, "error_dict") else {None: [wrong]}
        for name, errors in found.items():
            for error in errors:
                self.form.add_error(name if name in self.form.fields else None, error)

    def _moved(self, moved: Exception) -> HttpResponse | None:
        said = (
            _("Rien n’a été décidé\u00a0: une autre personne suit ce dossier.")
            if isinstance(moved, cases.Held)
            else _(
                "Rien n’a été décidé\u00a0: ce dossier a changé ou a reçu une décision depuis que "
                "vous l’avez ouvert. Relisez-le, votre texte est encore là."
            )
        )
        messages.warning(self.request, said)
        self.case.refresh_from_db()
        self.measure = Measure.objects.filter(case=self.case).first()
        if self.request.POST.get("geste") != "decider" or self.case.closed_at:
            return desk_views.to_case(self.case)
        # What was typed stays; the version is the one now shown.
        data = self.request.POST.copy()
        data["version"] = str(self.case.version)
        self.form.data = data
        return None

    def _said(self, measure: Measure) -> None:
        messages.success(
            self.request,
            _("%(what)s\u00a0: c’est fait, chaque personne concernée est prévenue.")
            % {"what": measure.summary},
        )

    def _next(self) -> HttpResponse:
        """On to the next one that waits, or back to the queue."""
        following = queue.next_after(self.user, self.case)
        return desk_views.to_case(following) if following else desk_views.to_queue()

    def _reports(self) -> list[Report]:
        found = self.case.reports.select_related("reporter").order_by("-pk")
        rows: list[Report] = list(found[:SHOWN])
        return rows

    def _page(self) -> HttpResponse:
        case, handle = self.case, decisions.handle_of(self.case)
        shown = handle.shown(self.target) if handle.shown and self.target is not None else None
        preview, context = shown or ("", {})
        pending = self.measure if self.measure and self.measure.decided_at is None else None
        if pending:
            self.letter = self._letter(pending)
        elif self.measure and self.letter is None:
            self.letter = self._letter(self.measure)
        history, reports = about_author(case, self.user), self._reports()
        context |= {
            **self.base,
            "title": str(case),
            "case": case,
            "kind": registry.label(case.kind),
            "target": self.target,
            "preview_template": preview,
            "reports": reports,
            "people": cases.people_among(reports, of=case),
            "notes": case.notes.select_related("author"),
            "readings": case.readings.select_related("reader")[:SHOWN] if case.safety else [],
            "history": history,
            "form": None if case.closed_at or pending else self.form,
            "templates": template_data(self.form) if not (case.closed_at or pending) else [],
            "note": self.note,
            "measure": self.measure,
            "pending": pending,
            "mine": pending is not None and pending.proposed_by_id == self.user.pk,
            "held": case.held_by_another(self.user, now=timezone.now()),
            "letter": self.letter,
        }
        with translation.override("fr"):
            return TemplateResponse(self.request, "admin/moderation/case.html", context).render()


def template_data(form: ChoiceForm) -> list[ReplyTemplate]:
    field: Any = form.fields["template"]
    return list(field.queryset)


def about_author(case: Case, user: Any) -> dict[str, Any]:
    """What was decided about the same member before, and what else waits about them.

    One query, of the latest cases that this moderator may read.
    """
    if case.author_id is None:
        return {"measures": [], "upheld": 0, "dismissed": 0, "alike": []}
    others = Case.objects.readable_by(user).filter(author=case.author_id).exclude(pk=case.pk)
    rows = list(others.select_related("measure").order_by("-pk")[: 2 * SHOWN])
    taken = [one.measure for one in rows if one.closed_at is not None and hasattr(one, "measure")]
    kept = [one for one in taken if not one.is_dismissal]
    return {
        "measures": kept,
        "upheld": sum(1 for one in kept if one.lifted_at is None),
        "dismissed": len(taken) - len(kept),
        "alike": [one for one in rows if one.closed_at is None],
    }
