"""What the accounts, and the tables that Django and allauth bring, know of a member."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalChanges

from portal.accounts import privacy
from portal.accounts.actions import forget_exports
from portal.accounts.models import Consent, DailyCount, DataExport, User, Vouch
from portal.accounts.privacy import Record, Row


def export_account(member: Any) -> list[Row]:
    fields = (
        "email", "display_name", "language", "age_band", "date_joined", "last_login", "is_active",
        "is_staff", "is_superuser", "groups", "user_permissions", "leaving_since",
        "inactivity_told_at",
    )  # fmt: skip
    return privacy.rows([member], *fields)


def export_addresses(member: Any) -> list[Row]:
    return [
        {
            gettext("Adresse e-mail"): one.email,
            gettext("Confirmée"): one.verified,
            gettext("Principale"): one.primary,
        }
        for one in EmailAddress.objects.filter(user=member).order_by("pk")
    ]


def export_second_factors(member: Any) -> list[Row]:
    """Which there are; the secrets stay where they are."""
    kinds = {
        Authenticator.Type.TOTP: gettext("application"),
        Authenticator.Type.WEBAUTHN: gettext("clé d’accès"),
        Authenticator.Type.RECOVERY_CODES: gettext("codes de récupération"),
    }
    return [
        {
            gettext("Type"): kinds.get(one.type, one.type),
            gettext("Nom"): one.data.get("name", ""),
            gettext("Ajouté le"): one.created_at,
            gettext("Utilisé le"): one.last_used_at,
        }
        for one in Authenticator.objects.filter(user=member).order_by("pk")
    ]


def export_sessions(member: Any) -> list[Row]:
    return [
        {
            gettext("Ouverte le"): one.created_at,
            gettext("Vue le"): one.last_seen_at,
            gettext("Adresse IP"): one.ip,
            gettext("Navigateur"): one.user_agent,
        }
        for one in UserSession.objects.filter(user=member).order_by("pk")
    ]


def end_sessions(member: Any, *, now: datetime) -> None:
    """Close the member's sessions: what a form held waits in them."""
    keys = list(UserSession.objects.filter(user=member).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()


def erase_exports(member: Any, *, now: datetime) -> None:
    forget_exports(DataExport.objects.filter(member=member))


privacy.register(
    Record(
        model=User,
        through=("id",),
        title=_("Compte"),
        holds=_(
            "Adresse e-mail, nom affiché, langue, tranche d’âge, mot de passe haché (Argon2, qui "
            "ne s’exporte pas)."
        ),
        export=export_account,
        erase=privacy.WITH_ACCOUNT,
    ),
    Record(
        model=Consent,
        through=("user",),
        title=_("Textes acceptés"),
        holds=_("Les textes acceptés, leur version et la date."),
        export=lambda member: privacy.rows(
            member.consents.all(), "document", "version", "accepted_at"
        ),
        erase=privacy.WITH_ACCOUNT,
    ),
    Record(
        model=Vouch,
        through=("voucher",),
        title=_("Garanties données"),
        holds=_("Pour combien de personnes vous vous portez garant·e, et depuis quand."),
        export=lambda member: [
            privacy.describe(one, "created_at", **{gettext("Pour"): privacy.OTHER})
            for one in member.vouches_given.all()
        ],
        erase=privacy.WITH_ACCOUNT,
    ),
    Record(
        model=Vouch,
        through=("member",),
        title=_("Garanties reçues"),
        holds=_("Depuis quand un·e mentor ou un·e hôte se porte garant·e de vous."),
        export=lambda member: [
            privacy.describe(one, "created_at", **{gettext("Par"): privacy.OTHER})
            for one in member.vouches_received.all()
        ],
        erase=privacy.WITH_ACCOUNT,
    ),
    Record(
        model=DailyCount,
        through=("member",),
        title=_("Comptes du jour"),
        holds=_("Combien de textes et de pièces vous avez envoyés, deux jours durant."),
        export=lambda member: privacy.rows(member.daily_counts.all(), "act", "day", "count"),
        erase=privacy.WITH_ACCOUNT,
    ),
    Record(
        model=EmailAddress,
        through=("user",),
        title=_("Adresses e-mail"),
        holds=_("Vos adresses, confirmées ou non."),
        export=export_addresses,
        erase=privacy.WITH_ACCOUNT,
    ),
    Record(
        model=Authenticator,
        through=("user",),
        title=_("Double vérification"),
        holds=_("Vos seconds facteurs\u202f; leurs secrets ne s’exportent pas."),
        export=export_second_factors,
        erase=privacy.WITH_ACCOUNT,
    ),
    Record(
        model=UserSession,
        through=("user",),
        title=_("Appareils connectés"),
        holds=_("Date, adresse IP et navigateur de chaque session."),
        export=export_sessions,
        erase=end_sessions,
        fate=_("Les sessions sont fermées et supprimées."),
        kept=_("Tant que la session est ouverte, trente jours au plus."),
    ),
    Record(
        model=Session,
        through=(),
        title=_("Sessions"),
        holds=_(
            "Votre connexion, et ce que vous écriviez quand elle a expiré\u202f: rien de plus que "
            "ce que votre navigateur montre, donc rien à exporter."
        ),
        export=None,
        erase=end_sessions,
        fate=_("Supprimées avec les appareils connectés."),
        kept=_("Trente jours au plus\u202f; une heure pour ce qui attend sans connexion."),
    ),
    Record(
        model=DataExport,
        through=("member",),
        title=_("Copies de vos données"),
        holds=_("La copie de vos données que vous avez demandée, pendant 48\u00a0heures."),
        export=lambda member: privacy.rows(
            DataExport.objects.filter(member=member), "requested_at", "ready_at"
        ),
        erase=erase_exports,
        fate=_("Supprimées, fichier compris."),
        kept=_("48\u00a0heures."),
    ),
    Record(
        model=LogEntry,
        through=("user",),
        title=_("Journal de l’administration"),
        holds=_("Pour l’équipe\u00a0: qui a modifié quoi. Il parle d’autrui, il ne s’exporte pas."),
        export=None,
        erase=privacy.WITH_ACCOUNT,
        kept=_("Ce qu’un collègue a noté sur un compte effacé est vidé de son nom."),
        staff=True,
    ),
    *(
        Record(
            model=history,
            through=("history_user",),
            title=format_lazy(
                _("Historique\u00a0: {names}"),
                names=history.instance_type._meta.verbose_name_plural,  # type: ignore[attr-defined]
            ),
            holds=_("Pour l’équipe\u00a0: qui a modifié une fiche. Cela ne s’exporte pas."),
            export=None,
            erase=privacy.UNLINKED,
            kept=_("La modification, sans votre nom, avec la fiche."),
            staff=True,
        )
        for history in apps.get_models()
        if issubclass(history, HistoricalChanges)
    ),
)
