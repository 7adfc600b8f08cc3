"""What the author of a listing does with it: send to review, take back, copy, delete."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from careers.actions import copy_internship, delete_internship, send_internship
from careers.posting import Unlawful
from careers.views.posting import checked, mine
from portal.accounts import limits
from portal.accounts.leaving import for_those_who_stay
from portal.moderation.models import AlreadyDecided
from portal.shell.routes import Policy, route


@route(Policy.ORGANISATION, "POST")
@for_those_who_stay
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Send to the moderators; what is incomplete or unlawful goes back to its last step."""
    internship = mine(request, pk)
    to_mend = redirect(reverse("careers:internship_review", args=[pk]) + "?completer")
    if not checked(internship, request.user).is_valid():
        return to_mend
    try:
        with transaction.atomic():
            limits.spend_text(by=request.user, target=internship)
            send_internship(internship=internship)
    except Unlawful:
        return to_mend
    except ValidationError as enough:
        messages.error(request, enough.messages[0])
    except AlreadyDecided:
        messages.info(request, _("Cette annonce est déjà partie en relecture."))
    else:
        messages.success(
            request,
            _("Annonce envoyée. Une personne de la modération la lit ; la réponse vient par mail."),
        )
    return redirect(internship)


@route(Policy.ORGANISATION, "POST")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a listing back from the readers or from the queue; it can be sent again."""
    internship = mine(request, pk)
    try:
        internship.withdraw()
    except AlreadyDecided:
        messages.info(request, _("Cette annonce n’est plus en ligne."))
    else:
        messages.success(request, _("Annonce retirée. Vous pouvez la modifier et la renvoyer."))
    return redirect(internship)


@route(Policy.ORGANISATION, "POST")
@for_those_who_stay
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Start a new draft from a listing: the same a year later, or with dates to give."""
    user: Any = request.user
    renewed = request.POST.get("dates") == "un-an"
    try:
        key = uuid.UUID(request.POST.get("creation_key", ""))
    except ValueError:
        key = uuid.uuid4()
    made = copy_internship(by=user, source=mine(request, pk), key=key, renewed=renewed)
    if renewed:
        said = _("Annonce recopiée, un an plus tard. Relisez les dates, puis envoyez-la.")
    else:
        said = _("Annonce recopiée. Donnez-lui ses dates, puis envoyez-la.")
    messages.success(request, said)
    if renewed:
        return redirect("careers:internship_review", made.pk)
    return redirect("careers:internship_step", made.pk, "conditions")


@route(Policy.ORGANISATION, "POST")
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a listing nobody has decided on."""
    internship = mine(request, pk)
    if not delete_internship(internship=internship):
        messages.error(
            request, _("Une annonce relue se retire, elle ne s’efface pas : la décision reste.")
        )
        return redirect(internship)
    messages.success(request, _("Annonce supprimée."))
    return redirect("shell:dashboard")
