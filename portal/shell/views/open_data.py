"""What other sites read of this one: the map of its pages, the pictures of its links."""

from django.contrib.sitemaps import views as sitemap_views
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import etag

from portal.shell import opengraph
from portal.shell.routes import Policy, route
from portal.shell.sitemaps import sections

HOUR, DAY = 3600, 86_400


@route(Policy.PUBLIC, shared=True)
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """/sitemap.xml: the sections."""
    response = sitemap_views.index(request, sections(), sitemap_url_name="open:sitemap")
    patch_cache_control(response, public=True, max_age=HOUR)
    return response


@route(Policy.PUBLIC, shared=True)
def sitemap(request: HttpRequest, section: str) -> HttpResponse:
    """The pages of one section, each in both languages."""
    response = sitemap_views.sitemap(request, sections(), section=section)
    patch_cache_control(response, public=True, max_age=HOUR)
    return response


def _key(request: HttpRequest, kind: str, slug: str) -> str | None:
    """The ETag of a picture, known without drawing it."""
    found = opengraph.find(kind, slug)
    return quote_etag(found.key) if found else None


@route(Policy.PUBLIC)
@etag(_key)
def picture(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """The picture of a page that anybody may read; drawn once for each title."""
    found = opengraph.find(kind, slug)
    if found is None:
        raise Http404
    kept = f"apercu:{found.key}"
    drawn = cache.get(kept)
    if drawn is None:
        drawn = opengraph.draw(found)
        cache.set(kept, drawn, DAY)
    response = HttpResponse(drawn, content_type="image/png")
    patch_cache_control(response, public=True, max_age=DAY)
    return response
