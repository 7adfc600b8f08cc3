"""What machines ask of the site: may this process be sent visitors, and how is it doing?"""

import hmac
from collections.abc import Iterable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily

from portal.operations import measures, probes, readings
from portal.operations.enums import Health
from portal.shell.routes import Policy, route

# A late worker is told and does not take the web away: visitors still read.
TOLD = {"worker_age", "mail_oldest_age"}


@route(Policy.PUBLIC)
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when everything that a visit needs works, else 503; one line a thing, without figures."""
    tried = probes.run()
    lines = [f"{one.key} {'ok' if one.works else 'failed'}" for one in tried]
    ready = all(one.works for one in tried)
    if ready:
        told = [one for one in readings.read() if one.key in TOLD]
        lines += [f"{one.key} {'ok' if one.health == Health.GOOD else 'late'}" for one in told]
    text = "\n".join(lines) + "\n"
    return HttpResponse(text, status=200 if ready else 503, content_type="text/plain")


class _Readings:
    """The readings and the probes, as gauges of the moment they are asked for."""

    def collect(self) -> Iterable[GaugeMetricFamily]:
        up = GaugeMetricFamily("premier_clap_up", "Whether it works", labels=["what"])
        for probe in probes.run():
            up.add_metric([probe.key], float(probe.works))
        yield up
        for one in readings.read():
            if one.value is not None:
                unit = {readings.AGE: "_seconds", readings.SIZE: "_bytes"}.get(one.unit, "")
                name = f"premier_clap_{one.key}{unit}"
                yield GaugeMetricFamily(name, one.key.replace("_", " "), value=one.value)


@route(Policy.PUBLIC)
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures for Prometheus, for whoever shows METRICS_TOKEN; nobody else sees a page here."""
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    wanted = settings.METRICS_TOKEN
    given = token.strip().encode()
    if not wanted or kind != "Bearer" or not hmac.compare_digest(given, wanted.encode()):
        raise Http404
    now = CollectorRegistry()
    now.register(_Readings())
    text = generate_latest(measures.registry()) + generate_latest(now)
    return HttpResponse(text, content_type=CONTENT_TYPE_LATEST)
