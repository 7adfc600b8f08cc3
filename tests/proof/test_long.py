"""T10 and T11 of RELIABILITY in full: ten minutes each, on real processes (`make proof`).

Their small versions are in test_mail_away.py and test_live.py.
"""

import os
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from itertools import cycle
from random import Random
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from careers.models import Internship, Role
from events.models import Meetup
from mentoring.models import Profile
from portal.accounts.models import User
from portal.notifications.models import OutgoingMail
from tests.portal.accounts.test_limits import request_for
from tests.portal.contact.factories import make_thread
from tests.proof.live import Answer, Site, ask, failed, paced
from tests.proof.places import make_members, make_place, open_sessions
from tests.proof.relay import PostOffice

MINUTES = 10
MEMBERS, A_SECOND = 10_000, 50
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not os.environ.get("PROOF"), reason="Dix minutes chacun : PROOF=1."),
]


@pytest.mark.proof(test="T10", what="poste fermée 10 min, inscriptions au site et aux rencontres")
def test_mails_wait_ten_minutes_and_leave_once(
    site: Site, office: PostOffice, record_property: Any
) -> None:
    port = office.port
    office.close()
    count = MINUTES * 60
    members = make_members(count)
    sessions = open_sessions(members)
    path = f"/rencontres/{make_place(seats=30).pk}/inscription/"

    def calls() -> Iterator[Callable[[], Answer]]:
        for number, member in enumerate(members):
            yield partial(ask, site.port, "POST", path, session=sessions[member.pk])
            for more in range(2):
                where, data = request_for("signup", f"nouvelle{number}-{more}@example.org")
                # Each from elsewhere: so many sign-ups from one address are refused.
                from_there = f"10.{more}.{number // 250}.{number % 250}"
                yield partial(ask, site.webs[number % 2].port, "POST", where, data=data,
                              X_Forwarded_For=from_there)  # fmt: skip

    answers = paced(calls(), a_second=3)
    seconds = sorted(one.seconds for one in answers)
    waiting = OutgoingMail.objects.waiting()
    wanted = Counter(waiting.values_list("recipient", flat=True))
    record_property("demandes", len(answers))
    record_property("erreurs", len(failed(answers)))
    record_property("p95 (s)", round(seconds[len(seconds) * 95 // 100], 2))
    record_property("la plus lente (s)", round(seconds[-1], 2))
    record_property("courriels en attente", sum(wanted.values()))
    again = PostOffice(port)
    try:
        deadline = time.monotonic() + 300
        while waiting.exists() and time.monotonic() < deadline:
            # As if the next tries, up to an hour away, were due.
            DBTaskResult.objects.filter(status=TaskResultStatus.READY).update(
                run_after=timezone.now()
            )
            time.sleep(2)
        time.sleep(2)
        received = Counter(str(mail["To"]) for mail in again.mails)
    finally:
        again.close()

    doubles = sum((received - wanted).values())
    record_property("partis ensuite", sum((received & wanted).values()))
    record_property("doubles", doubles)
    assert Counter(one.status for one in answers) == {302: len(answers)}
    assert sum(wanted.values()) >= 1000
    assert wanted - received == Counter()
    assert doubles <= sum(wanted.values()) / 1000
    assert seconds[-1] <= 1, f"une réponse en {seconds[-1]:.1f} s"


@pytest.mark.proof(test="T11", what="50 requêtes par seconde, pages et écritures, par le proxy")
def test_ten_minutes_of_a_mixed_load(site: Site, record_property: Any) -> None:
    call_command("seed", members=MEMBERS, listings=1000, meetups=100, yes=True, verbosity=0)
    call_command("rebuild_search", verbosity=0)
    memory: list[float] = []

    def watch() -> None:
        # Once the first visits have loaded what they need, then each half minute.
        for _half in range(MINUTES * 2):
            time.sleep(30)
            memory.append(sum(web.memory() for web in site.webs))

    with ThreadPoolExecutor(1) as beside:
        watching = beside.submit(watch)
        answers = paced(visits(site, A_SECOND * 60 * MINUTES), a_second=A_SECOND)
        watching.result()

    times = [one.seconds for one in answers]
    cuts = statistics.quantiles(times, n=100)
    drift = memory[-1] / memory[1] - 1
    record_property("membres", User.objects.count())
    record_property("requêtes", len(answers))
    record_property("par seconde", A_SECOND)
    record_property("erreurs", len(failed(answers)))
    record_property("p50 (ms)", round(cuts[49] * 1000))
    record_property("p95 (ms)", round(cuts[94] * 1000))
    record_property("p99 (ms)", round(cuts[98] * 1000))
    record_property("mémoire des deux serveurs (Mo)", f"{memory[1]:.0f} puis {memory[-1]:.0f}")
    record_property("dérive (%)", round(drift * 100, 1))
    assert failed(answers) == []
    strange = [one for one in answers if one.status not in {200, 302}]
    assert not strange, strange[0]
    assert drift <= 0.1, f"mémoire : {drift:+.0%}"
    assert cuts[94] <= 0.3, f"p95 de {cuts[94] * 1000:.0f} ms"


def visits(site: Site, total: int) -> Iterator[Callable[[], Answer]]:
    """Strangers and members who read, one in ten who writes."""
    chance = Random(11)  # noqa: S311
    members = list(User.objects.order_by("pk")[:300])
    # Adults past their first days, who may write to each other.
    talking = make_members(100)
    sessions = open_sessions([*members, *talking])
    User.objects.filter(pk__in=sessions).update(date_joined=timezone.now() - timedelta(days=60))
    for one in talking:
        one.refresh_from_db()
    # Nothing of their own, no friend: what they may read, everybody may.
    anybody, now = talking[0], timezone.now()
    meetups = list(Meetup.objects.visible_to(anybody).filter(starts_at__gt=now)[:20])
    reading = [
        "/", "/metiers/", "/stages/", "/stages/?region=idf", "/rencontres/", "/membres/",
        "/recherche/?q=regie", "/recherche/?q=montage", "/ressources/lexique/", "/festivals/",
        *(one.get_absolute_url() for one in Internship.objects.visible_to(anybody)[:200]),
        *(one.get_absolute_url() for one in Role.objects.all()[:40]),
        *(one.get_absolute_url() for one in meetups),
    ]  # fmt: skip
    own = ["/mon-espace/", "/candidatures/", "/contacts/", "/notifications/"]
    pages = Profile.objects.listed_for(anybody)[:100]
    own += [one.get_absolute_url() for one in pages]
    threads = {one.pk: make_thread(by=one, to=other, reachable_checked=True)
               for one, other in zip(talking[::2], talking[1::2], strict=True)}  # fmt: skip
    writers = cycle(threads.items())
    for number in range(total):
        member = chance.choice(members)
        session = sessions[member.pk]
        if number % 20 == 0:
            path = f"/rencontres/{chance.choice(meetups).pk}/inscription/"
            yield partial(ask, site.port, "POST", path, session=session)
        elif number % 20 == 10:
            pk, thread = next(writers)
            yield partial(ask, site.port, "POST", thread.get_absolute_url(),
                          session=sessions[pk], data={"text": f"Message {number}."})  # fmt: skip
        elif number % 3 == 0:
            path = chance.choice(own)
            yield partial(ask, site.port, "GET", path, session=session)
        else:
            path = chance.choice(reading)
            yield partial(ask, site.port, "GET", path, session=session * (number % 2))
