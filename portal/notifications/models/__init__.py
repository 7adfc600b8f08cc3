from .mail_choice import MailChoice
from .notification import Notification
from .outgoing_mail import OutgoingMail

__all__ = ["MailChoice", "Notification", "OutgoingMail"]
