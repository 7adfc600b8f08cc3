"""A listing as its author writes it, step by step."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from careers.forms import InternshipForm
from careers.forms import posting_steps as steps
from careers.forms.posting_steps import Step
from careers.models import Internship
from portal.accounts.models import User
from tests.factories import form_data, make_role


def values(author: User, /, **changes: Any) -> dict[str, Any]:
    """What a browser would send of a complete listing, all steps together."""
    today = timezone.localdate()
    complete = {
        "organisation": author.organisations.get().pk,
        "title": "Stage régie",
        "kind": "stage",
        "has_agreement": "on",
        "in_curriculum": "on",
        "role": make_role().pk,
        "missions": "Préparer les décors.",
        "learning": "Lire un plan de travail.",
        "level": "bac2",
        "city": "Lyon",
        "departement": "69",
        "starts_on": today + timedelta(days=60),
        "ends_on": today + timedelta(days=120),
        "weekly_hours": "35.00",
        "hourly_pay": "4.50",
        "places": "1",
        "apply_by": today + timedelta(days=30),
        "how_to_apply": "Écrire à la structure.",
        "tutor_name": "Camille Martin",
        "tutor_role": "régisseuse",
        **changes,
    }
    return {key: value for key, value in complete.items() if value is not None}


def typed(author: User, step: Step = steps.FRAME, /, **changes: Any) -> dict[str, Any]:
    """What a browser would send of one step."""
    asked = {
        name: value for name, value in values(author, **changes).items() if name in step.fields
    }
    if step == steps.FRAME:
        asked |= form_data(InternshipForm(user=author, step=step)) | asked
    # Whatever else a test sends besides.
    return {**asked, **{name: changes[name] for name in changes if name not in steps.FIELDS}}


def address(internship: Internship, step: Step) -> str:
    return f"/stages/{internship.pk}/modifier/{step.slug}/"


def write(client: Client, author: User, **changes: Any) -> Internship:
    """Go through every step as its author would."""
    client.post("/stages/publier/", typed(author, **changes))
    internship: Internship = Internship.objects.latest("pk")
    for step in steps.WRITTEN[1:]:
        internship.refresh_from_db()
        data = typed(author, step, **changes) | {"revision": internship.revision}
        client.post(address(internship, step), data)
    internship.refresh_from_db()
    return internship
