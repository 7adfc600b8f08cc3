import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Length
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.contact import purposes
from portal.shell import french

MESSAGE_LENGTH = 5000


class ThreadQuerySet(models.QuerySet["Thread"]):
    def visible_to(self, user: Any) -> Self:
        """The one rule of visibility: whoever takes part, and nobody else."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(pk__in=Participation.objects.threads_of(user))

    def open_between(self, one: Any, other: Any) -> Self:
        """The conversations that both could go on with."""
        found = self
        for user in (one, other):
            there = Participation.objects.filter(left_at__isnull=True).threads_of(user)
            found = found.filter(pk__in=there)
        return found


class Thread(models.Model):
    """A conversation of two people, tied to what it is about.

    Opened by an accepted request, or by a floor that brought the two together. Deleted once
    neither of them has an account any more.
    """

    purpose = models.CharField(_("objet"), max_length=30, blank=True, editable=False)
    about_label = models.CharField(_("à propos de"), max_length=120, blank=True)
    about_url = models.CharField(_("page concernée"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("ouverte le"), default=timezone.now, editable=False)
    last_message_at = models.DateTimeField(
        _("dernier message le"), default=timezone.now, editable=False
    )

    objects: ClassVar[Any] = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        ordering = ["-last_message_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("contact:thread", args=[self.pk])

    @property
    def title(self) -> str:
        return self.about_label or self.purpose_label or str(_("Conversation"))

    @property
    def purpose_label(self) -> str:
        return purposes.label(self.purpose)


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def with_unread(self) -> Self:
        """Annotate `unread`: how many messages of the other person came since."""
        return self.annotate(unread=Coalesce(Subquery(self._news()), 0))

    def with_news(self) -> Self:
        """Only those in which the other person has written since."""
        return self.annotate(unread=Coalesce(Subquery(self._news()), 0)).filter(unread__gt=0)

    def _news(self) -> Any:
        return (
            Message.objects.filter(
                Q(author__isnull=True) | ~Q(author=OuterRef("user")),
                thread=OuterRef("thread"),
                created_at__gt=OuterRef("last_read_at"),
            )
            .order_by()
            .values("thread")
            .annotate(n=Count("pk"))
            .values("n")
        )

    def others(self, user: Any) -> Self:
        """The other people of this person's conversations."""
        there = Participation.objects.threads_of(user)
        return self.filter(thread__in=there).exclude(user=user.pk)

    def threads_of(self, user: Any) -> Any:
        """The numbers of the conversations of one person.

        For `in`: a condition on each row would read every conversation there is.
        """
        return self.filter(user=user.pk).order_by().values("thread")


class Participation(models.Model):
    """One person's place in a conversation: how far they have read, whether they have left.

    At erasure the person goes and their place stays, so that the other one keeps the thread.
    """

    thread = models.ForeignKey(
        Thread,
        verbose_name=_("conversation"),
        on_delete=models.CASCADE,
        related_name="participations",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("membre"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="participations",
    )
    last_read_at = models.DateTimeField(_("lue jusqu’au"), default=timezone.now)
    left_at = models.DateTimeField(_("quittée le"), null=True)

    objects: ClassVar[Any] = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="participation_once",
                fields=["thread", "user"],
                violation_error_message=_("Cette personne est déjà dans la conversation."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} dans {self.thread_id}"


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, user: Any) -> Self:
        """The one rule of visibility: what is said in one's own conversations."""
        return self.filter(thread__in=Thread.objects.visible_to(user))


class Message(models.Model):
    """What one person wrote in a conversation. Plain text, never edited.

    Exported with its author's account; at erasure its text goes and the place stays.
    """

    thread = models.ForeignKey(
        Thread,
        verbose_name=_("conversation"),
        on_delete=models.CASCADE,
        related_name="messages",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("de"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="messages_written",
    )
    text = models.TextField(_("message"), max_length=MESSAGE_LENGTH, blank=True)
    created_at = models.DateTimeField(_("envoyé le"), default=timezone.now, editable=False)
    hidden_at = models.DateTimeField(_("masqué par la modération le"), null=True, editable=False)
    # Given out with the empty form: the same form sent twice makes one message.
    creation_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects: ClassVar[Any] = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["pk"]
        indexes = [models.Index(fields=["thread", "id"], name="message_page")]
        constraints = [
            models.CheckConstraint(
                name="message_text_length",
                condition=LessThanOrEqual(Length("text"), MESSAGE_LENGTH),
                violation_error_message=_("Ce message est trop long."),
            )
        ]

    def __str__(self) -> str:
        # Read by moderators in their list of reports: neither a name nor a word of the text.
        return str(_("message du %s")) % french.day(timezone.localtime(self.created_at).date())

    def get_absolute_url(self) -> str:
        return reverse("contact:thread", args=[self.thread_id])
