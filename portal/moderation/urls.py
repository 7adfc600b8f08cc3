from django.urls import path

from portal.moderation.views.report import report

app_name = "moderation"
urlpatterns = [path("signaler/<slug:key>/<int:pk>/", report, name="report")]
