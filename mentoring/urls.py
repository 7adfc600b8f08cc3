"""The addresses of this floor, one list a subject."""

from mentoring.views import cards_urls, mentor_urls, people_urls

app_name = "mentoring"
urlpatterns = [*cards_urls.urlpatterns, *people_urls.urlpatterns, *mentor_urls.urlpatterns]
