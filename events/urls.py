"""The addresses of this floor, one list a subject."""

from events.views import festival_urls, meetup_urls

app_name = "events"
urlpatterns = [*festival_urls.urlpatterns, *meetup_urls.urlpatterns]
