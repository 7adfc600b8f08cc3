"""Mentors: who they are, what they agreed to, how to become one, how to ask one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring import mentor_actions as actions
from mentoring.forms.mentoring import AskForm, MentorFilterForm, OfferForm
from mentoring.models import MentorOffer, Mentorship
from portal.accounts import limits
from portal.accounts.faces import faces, gone
from portal.accounts.leaving import for_those_who_stay
from portal.contact import rules
from portal.contact.actions import Unreachable
from portal.contact.enums import RequestState
from portal.contact.models import ContactRequest
from portal.moderation.enums import State
from portal.moderation.models import AlreadyDecided, Decision
from portal.shell import interrupted
from portal.shell.routes import Policy, route

PAGE_SIZE = 20


@route(Policy.PUBLIC, shared=True)
def mentors(request: HttpRequest) -> HttpResponse:
    """What mentoring is; to members also the mentors who have a place, the latest first."""
    if not request.user.is_authenticated:
        return render(request, "mentoring/mentors_public.html")
    user: Any = request.user
    form = MentorFilterForm(request.GET)
    found = form.filter(MentorOffer.objects.visible_to(user).taking().for_age_of(user))
    rows = list(found.exclude(mentor=user).with_strip().order_by("-pk")[: PAGE_SIZE + 1])
    query = request.GET.copy()
    if len(rows) > PAGE_SIZE:
        query["avant"] = str(rows[PAGE_SIZE - 1].pk)
    context = {
        "form": form,
        "offers": rows[:PAGE_SIZE],
        "next_url": f"?{query.urlencode()}" if len(rows) > PAGE_SIZE else "",
        "mine": MentorOffer.objects.filter(mentor=user).first(),
        "mentorships": Mentorship.objects.listed_for(user),
        "asks": actions.open_asks(user).select_related("recipient"),
    }
    return render(request, "mentoring/mentors.html", context)


@route(Policy.PUBLIC, shared=True)
def charter(request: HttpRequest) -> HttpResponse:
    """The guide and the charter that mentors accept."""
    return render(request, "mentoring/charter.html")


@route(Policy.MEMBER)
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """One mentor's offer; to its author also its state and what to do next."""
    user: Any = request.user
    found = get_object_or_404(MentorOffer.objects.visible_to(user).with_strip(), pk=pk)
    mine = found.mentor_id == user.pk
    context: dict[str, Any] = {
        "offer": found,
        "face": faces([found.mentor], user)[found.mentor_id],
        "mine": mine,
        "may_ask": not mine and found.is_taking and _welcome(found, user),
        "asked": actions.open_asks(user).filter(recipient=found.mentor_id).first(),
    }
    if mine or user.is_moderator:
        context["decision"] = Decision.objects.about(found).first()
        context["progress"] = _progress(found)
    return render(request, "mentoring/offer.html", context)


def _welcome(found: MentorOffer, user: Any) -> bool:
    return found.welcomes_minors or not user.is_minor


def _progress(found: MentorOffer) -> list[dict[str, Any]]:
    reached = {State.SUBMITTED: 1, State.APPROVED: 3}.get(State(found.state), 0)
    names = [_("Brouillon"), _("Relecture"), _("Dans la liste")]
    states = ["done" if i < reached else "current" if i == reached else "todo" for i in range(3)]
    return [{"label": label, "state": state} for label, state in zip(names, states, strict=True)]


@route(Policy.MEMBER, "GET", "POST")
@for_those_who_stay
def offer_edit(request: HttpRequest) -> HttpResponse:
    """Write or mend one's own offer; what was public goes back to review. Not open to minors."""
    user: Any = request.user
    if user.is_minor:
        return render(request, "mentoring/mentors_adults_only.html", status=403)
    found = MentorOffer.objects.filter(mentor=user).first()
    was_public = found is not None and found.state == State.APPROVED
    complete = "completer" in request.GET
    typed = interrupted.resume(request)
    if typed is None and complete and found is not None:
        form = _checked(found)
    else:
        form = OfferForm(typed, instance=found or MentorOffer(mentor=user))
    if request.method == "POST" and form.is_valid():
        saved = _save_offer(form, user)
        if saved is not None:
            return _after_offer(request, saved, was_public=was_public)
    context = {"form": form, "offer": found, "was_public": was_public}
    return render(request, "mentoring/offer_form.html", context)


def _save_offer(form: OfferForm, user: Any) -> MentorOffer | None:
    """Save a new or a changed offer; None when it was changed elsewhere, which the form says."""
    found: MentorOffer = form.save(commit=False)
    try:
        with transaction.atomic():
            if found._state.adding:
                found.save(force_insert=True)
            elif form.has_changed():
                found.save_edit(read=form.cleaned_data["revision"] or 0)
            form.save_m2m()
    except IntegrityError:
        # The same form sent twice: the first one has made the offer.
        return MentorOffer.objects.get(mentor=user)
    except AlreadyDecided:
        found.refresh_from_db(fields=["revision"])
        typed: Any = form.data.copy()  # type: ignore[attr-defined]
        typed["revision"] = str(found.revision)
        form.data = typed
        form.add_error(
            None,
            _(
                "Cette offre a été modifiée dans une autre fenêtre. Ce que vous avez écrit est "
                "toujours ici\u00a0: enregistrez de nouveau pour le garder."
            ),
        )
        return None
    return found


def _after_offer(request: HttpRequest, found: MentorOffer, *, was_public: bool) -> HttpResponse:
    if request.POST.get("then") == "send":
        return _send(request, found)
    if was_public and found.state != State.APPROVED:
        said = _("Offre enregistrée\u00a0: elle attend une nouvelle relecture.")
    else:
        said = _("Offre enregistrée.")
    messages.success(request, said)
    return redirect(found)


def _checked(found: MentorOffer) -> OfferForm:
    """The offer as if its form had just been sent to review, so that each gap is named."""
    filled = OfferForm(instance=found)
    data: dict[str, Any] = {}
    for field in filled:
        value = field.value()
        if value is not None and value is not False:
            data[field.html_name] = value
    data["roles"] = [role.pk for role in found.roles.all()]
    return OfferForm(data, instance=found, complete=True)


def _send(request: HttpRequest, found: MentorOffer) -> HttpResponse:
    if not _checked(found).is_valid():
        return redirect(reverse("mentoring:offer_edit") + "?completer")
    try:
        with transaction.atomic():
            limits.spend_text(by=request.user, target=found)
            found.submit()
    except AlreadyDecided:
        messages.info(request, _("Cette offre est déjà partie en relecture."))
    except ValidationError as enough:
        messages.error(request, enough.messages[0])
    else:
        messages.success(
            request, _("Offre envoyée. Une personne de la modération la lit et vous répond.")
        )
    return redirect(found)


@route(Policy.OWNER, "POST")
@for_those_who_stay
def offer_submit(request: HttpRequest) -> HttpResponse:
    return _send(request, get_object_or_404(MentorOffer, mentor=request.user))


@route(Policy.OWNER, "POST")
@for_those_who_stay
def offer_pause(request: HttpRequest) -> HttpResponse:
    """Leave the list, or come back to it: the form posts the state it wants."""
    found = get_object_or_404(MentorOffer, mentor=request.user)
    if request.POST.get("pause") == "1":
        found.pause(now=timezone.now())
        messages.success(request, _("Offre en pause\u00a0: elle n’est plus dans la liste."))
    else:
        found.resume()
        messages.success(request, _("Offre reprise."))
    return redirect(found)


@route(Policy.OWNER, "POST")
@for_those_who_stay
def offer_capacity(request: HttpRequest) -> HttpResponse:
    """Change how many people one follows at a time, without a new review."""
    found = get_object_or_404(MentorOffer, mentor=request.user)
    text = request.POST.get("capacity", "")
    try:
        if not (text.isascii() and text.isdigit() and len(text) < 4):
            raise ValidationError(_("Entre 1 et 5 personnes à la fois."))
        actions.set_capacity(offer=found, capacity=int(text))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Nombre de places enregistré."))
    return redirect(found)


@route(Policy.OWNER, "POST")
def offer_withdraw(request: HttpRequest) -> HttpResponse:
    """Take the offer back from the list or from review; mentorships under way go on."""
    found = get_object_or_404(MentorOffer, mentor=request.user)
    try:
        found.withdraw()
    except AlreadyDecided:
        messages.info(request, _("Cette offre n’est plus en ligne."))
    else:
        messages.success(request, _("Offre retirée. Les mentorats en cours continuent."))
    return redirect(found)


@route(Policy.MEMBER, "GET", "POST")
@for_those_who_stay
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a mentor: goal, why this person, what was tried."""
    user: Any = request.user
    offers = MentorOffer.objects.visible_to(user).approved().for_age_of(user)
    found = get_object_or_404(offers.exclude(mentor=user).with_strip(), pk=pk)
    if request.method == "GET" and not found.is_taking:
        messages.info(request, _("Cette offre n’a plus de place pour le moment."))
        return redirect(found)
    waiting = actions.open_asks(user)
    mine = waiting.filter(recipient=found.mentor_id).first()
    if request.method == "GET" and mine is not None:
        messages.info(request, _("Votre demande à cette personne attend déjà sa réponse."))
        return redirect("mentoring:request", pk=mine.pk)
    form = AskForm(interrupted.resume(request))
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("goal", "why", "tried")}
        try:
            made = actions.ask(by=user, offer=found, key=form.key(), **values)
        except Unreachable:
            raise Http404 from None
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request, _("Demande envoyée. La date de réponse est écrite ci-dessous.")
            )
            return redirect("mentoring:request", pk=made.contact_id)
    context = {
        "form": form,
        "offer": found,
        "days": actions.ANSWER_DAYS,
        "left": min(actions.MOST_OPEN_ASKS - waiting.count(), rules.allowance(user).left),
    }
    return render(request, "mentoring/ask.html", context)


@route(Policy.OWNER)
def mentoring_request(request: HttpRequest, pk: int) -> HttpResponse:
    """A request to a mentor, as its two people read it; the mentor answers here."""
    user: Any = request.user
    mine = ContactRequest.objects.visible_to(user).filter(purpose=actions.PURPOSE)
    found = get_object_or_404(mine.select_related("mentoring__offer", "sender", "recipient"), pk=pk)
    received = found.recipient_id == user.pk
    other = found.sender if received else found.recipient
    known = faces([other], user) if other is not None else {}
    # Somebody who left will not answer, nor will somebody to be taken for it.
    there = other is not None and known.get(other.pk, gone()) != gone()
    is_open = found.is_open() and there
    unanswered = found.state == RequestState.PENDING and not is_open
    context = {
        "contact": found,
        "asked": found.mentoring,
        "received": received,
        "face": known.get(other.pk, gone()) if other is not None else gone(),
        "open": is_open,
        "state_label": RequestState.EXPIRED.label if unanswered else found.get_state_display(),
        "mentorship": Mentorship.objects.of(user)
        .filter(thread=found.thread_id)
        .exclude(thread=None)
        .first(),
    }
    return render(request, "mentoring/request.html", context)
