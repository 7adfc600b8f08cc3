"""The open internships as a feed, through the same filters as the list."""

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape, linebreaks
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page

from careers.listing import alerts, criteria, paging
from careers.listing.criteria import Criteria
from careers.listing.trades import Trades
from careers.models import Internship, Opening
from portal.shell import ics
from portal.shell.routes import Policy, route

LENGTH = 50
PUBLIC_SECONDS = 900


class InternshipFeed(Feed):
    """The latest open internships, as their public page says them."""

    feed_type = Atom1Feed

    def __init__(self, asked: Criteria, trades: Trades) -> None:
        super().__init__()
        self.asked, self.trades = asked, trades

    def title(self) -> str:
        said = alerts.label(self.asked, self.trades)
        name = _("Premier Clap\u00a0: les stages")
        return f"{name} ({said})" if said else name

    def subtitle(self) -> str:
        return _("Les annonces ouvertes, chacune relue par une personne de la modération.")

    def link(self) -> str:
        return f"{reverse('careers:internships')}?{self.asked.query()}".removesuffix("?")

    def feed_url(self) -> str:
        return f"{reverse('careers:internship_feed')}?{self.asked.query()}".removesuffix("?")

    def items(self) -> list[Internship]:
        today = timezone.localdate()
        found = self.asked.filter(Opening.objects.open(today=today))
        latest = paging.page(found, sort=paging.SORTS["recent"], size=LENGTH)
        numbers = [row[0] for row in latest.rows]
        opened = Internship.objects.open(today=today).filter(pk__in=numbers)
        listings = {one.pk: one for one in opened.select_related("organisation")}
        return [listings[number] for number in numbers if number in listings]

    def item_title(self, item: Any) -> str:
        # Atom titles are plain text here: escaped once, by the writer of the feed.
        return ics.line(str(item))

    def item_description(self, item: Any) -> str:
        trade = self.trades.by_number[item.role_id]
        facts = [
            f"{trade.name} · {item.get_kind_display()}",
            f"{item.organisation.name}, {item.city} ({item.get_departement_display()})",
            f"{item.period_label} · {item.duration_label}",
            item.pay_label,
            f"{_('Candidater avant le')} {item.apply_by:%d/%m/%Y}",
        ]
        return linebreaks(escape(ics.lines("\n".join(facts) + f"\n\n{item.missions}")))

    def item_categories(self, item: Any) -> list[str]:
        trade = self.trades.by_number[item.role_id]
        return [trade.department_name, trade.name, item.region]

    def item_guid(self, item: Any) -> str:
        return ics.iri("stage", item.pk)

    def item_pubdate(self, item: Any) -> datetime | None:
        published: datetime | None = item.published_at
        return published

    def item_updateddate(self, item: Any) -> datetime:
        return item.decided_at or item.published_at or timezone.now()


@route(Policy.PUBLIC, shared=True)
@conditional_page
def internship_feed(request: HttpRequest) -> HttpResponse:
    """/stages/flux.atom, with the filters of the list (`?metier=`, `?region=`...)."""
    trades = Trades()
    response = InternshipFeed(criteria.read(request.GET, trades), trades)(request)
    patch_cache_control(response, public=True, max_age=PUBLIC_SECONDS)
    return response
