from django.urls import path

from mentoring.views import directory, portfolio, profile, welcome

urlpatterns = [
    path("membres/", directory.directory, name="directory"),
    path("membres/moi/", profile.my_page, name="my_page"),
    path("membres/moi/photo/", profile.photo_edit, name="photo_edit"),
    path("membres/moi/portfolio/", portfolio.portfolio, name="portfolio"),
    path("membres/moi/portfolio/ajouter/<slug:kind>/", portfolio.add, name="portfolio_add"),
    path("membres/moi/portfolio/<int:pk>/", portfolio.edit, name="portfolio_edit"),
    path("membres/moi/portfolio/<int:pk>/deplacer/", portfolio.move, name="portfolio_move"),
    path("membres/moi/portfolio/<int:pk>/retirer/", portfolio.delete, name="portfolio_delete"),
    path("membres/moi/modifier/<slug:part>/", profile.edit, name="profile_edit"),
    path("membres/<slug:handle>/", profile.member, name="member"),
    path("membres/<slug:handle>/photo/", profile.photo, name="photo"),
    path(
        "membres/<slug:handle>/portfolio/<int:pk>/",
        portfolio.portfolio_file,
        name="portfolio_file",
    ),
    path("mon-espace/bienvenue/<int:step>/", welcome.welcome, name="welcome"),
    path("mon-espace/bienvenue/fin/", welcome.welcome_end, name="welcome_end"),
]
