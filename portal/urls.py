from allauth.account.decorators import secure_admin_login
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from portal.moderation.views import debt
from portal.operations.views import board

admin.site.site_header = admin.site.site_title = "Premier Clap"
admin.site.index_title = "Modération et contenus"
# The admin signs in through the same page, limits and second factor as everybody.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

# Each page, in French at its address and in English below /en/ (portal/shell/languages.py).
pages = [
    path("", include("portal.shell.urls")),
    path("", include("portal.moderation.urls")),
    path("", include("portal.notifications.urls")),
    path("", include("portal.contact.urls")),
    path("", include("portal.search.urls")),
    path("", include("careers.urls")),
    path("", include("mentoring.urls")),
    path("", include("events.urls")),
    path("compte/", include("portal.accounts.urls")),
]
urlpatterns = [
    path("", include("portal.shell.backstage_urls")),
    path("", include("portal.shell.open_urls")),
    path("", include("careers.open_urls")),
    # One way to change a password, with its limits and its mail.
    path(
        "admin/password_change/",
        RedirectView.as_view(pattern_name="account_change_password"),
        name="admin_password",
    ),
    path("admin/dette/", admin.site.admin_view(debt.board), name="debt"),
    path("admin/etat/", admin.site.admin_view(board.board), name="state"),
    path("admin/", admin.site.urls),
    *i18n_patterns(*pages, prefix_default_language=False),
]

handler400 = "portal.shell.views.errors.bad_request"
handler403 = "portal.shell.views.errors.forbidden"
handler404 = "portal.shell.views.errors.not_found"
handler429 = "portal.shell.views.errors.too_many"
handler500 = "portal.shell.views.errors.server_error"
