from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from portal.notifications import stopping, topics
from portal.shell.routes import Policy, route


# A mail reader posts here on its own (RFC 8058): without a cookie, and without following a
# redirect, so the answer is the page itself.
@csrf_exempt
@never_cache
@route(Policy.PUBLIC, "GET", "POST")
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the mails of one topic for whoever received one, signed in or not."""
    asked = stopping.read(token)
    if asked is None:
        raise Http404
    member, topic = asked
    if request.method == "POST":
        stopping.stop(member, topic)
    known = topics.get(topic)
    context = {
        "label": known.label if known else "",
        # The same page for mails already stopped and for a member who has gone.
        "stopped": not stopping.waiting(member, topic),
    }
    return render(request, "notifications/stop.html", context)
