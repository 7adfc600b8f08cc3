"""Signs that an offer may be a swindle, for the moderators' eyes first; nothing refuses by itself.

Pure: `signals(offer)` reads what the offer says and returns a `Signal` for each sign, in the order
of SIGNS. Only what leaves no doubt (`certain`) is said to readers, as a plain warning: money asked
by a way that nobody gets back, a link that hides where it leads, a messenger as the only way.
After the signs the public services give (service-public.fr, cybermalveillance.gouv.fr: knowledge
of the trade, to be verified); what one may not ask of an applicant is blocked by `flags_*.py`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_noop

from .flags import BLOCK, REVIEW, Form
from .folding import Folded, fold
from .reading import Reading, occurrences

# An hour of an intern's time above this (euros) is unheard of: the minimum is under five.
HOURLY_TOO_HIGH = Decimal(25)
FREE_MAIL = frozenset({
    "gmail.com", "googlemail.com", "outlook.com", "outlook.fr", "hotmail.com", "hotmail.fr",
    "live.fr", "yahoo.com", "yahoo.fr", "protonmail.com", "proton.me", "icloud.com", "gmx.fr",
    "gmx.com", "mail.com", "laposte.net", "orange.fr", "free.fr", "sfr.fr", "wanadoo.fr",
})  # fmt: skip
SHORTENED = re.compile(
    r"(?<![\w.@-])(?:https?://)?(?:www\.)?(?:bit\.ly|tinyurl\.com|goo\.gl|t\.co|ow\.ly|is\.gd|buff\.ly"
    r"|cutt\.ly|rb\.gy|shorturl\.at|t\.ly|urlz\.fr|lc\.cx|vu\.fr|rebrand\.ly)/[^\s<>]{1,200}",
    re.IGNORECASE,
)
MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@([\w-]{1,63}(?:\.[\w-]{1,63}){1,4})")
HOST = re.compile(r"(?:https?://)?(?:www\.)?([\w-]{1,63}(?:\.[\w-]{1,63}){1,4})", re.IGNORECASE)

_MESSENGER = r"(?:whats ?app|telegram|signal|messenger|snap(?:chat)?|insta(?:gram)?|wechat|viber)"
_MONEY_FORMS = (
    Form(
        BLOCK,
        r"\b(?:western union|moneygram|mandat cash|transcash|neosurf|paysafecard"
        r"|(?:ticket|coupon|recharge)s? (?:pcs|toneo|transcash|neosurf)"
        r"|cartes? (?:cadeaux?|prepayee?s?) (?:google|itunes|steam|amazon|pcs))",
    ),
    Form(
        BLOCK,
        r"\b(?:envoy|vers|regl|virer|pay)\w* (?:\S+ ){0,4}?(?:en|par) "
        r"(?:bitcoins?|cryptos?|usdt)\b",
    ),
    Form(
        REVIEW,
        r"\b(?:frais|caution|acompte|avance|depot de garantie) (?:\S+ ){0,3}?"
        r"(?:de dossier|d'inscription|de formation|de casting|a regler|a verser|rembours\w+)",
    ),
    Form(REVIEW, r"\b(?:encaiss\w+|deposer) (?:\S+ ){0,3}?cheques?\b"),
)
_PAY_FORMS = (
    Form(
        REVIEW,
        r"\b(?:gagn\w+|revenus?|salaires?|touch\w+) (?:\S+ ){0,3}?(?:illimite|facile|garanti"
        r"|(?:[2-9]|\d\d)[ .]?\d{3} ?(?:euros?|€) (?:par|/) ?(?:semaine|jour))",
    ),
    Form(REVIEW, r"\b(?:argent|revenus?) (?:facile|rapide)s?\b|\beasy money\b"),
)
_MESSENGER_FORMS = (
    Form(
        BLOCK,
        rf"\b(?:uniquement|seulement|exclusivement|only) (?:\S+ ){{0,4}}?{_MESSENGER}\b"
        rf"|\b{_MESSENGER} (?:uniquement|seulement|exclusivement|only)\b",
    ),
    Form(
        REVIEW,
        rf"\b(?:contact\w*|ecri\w+|ajout\w+|rejoi\w+|envoy\w+|message|repond\w+|text|dm)"
        rf" (?:\S+ ){{0,5}}?{_MESSENGER}\b",
    ),
)
_PAPERS_FORMS = (
    Form(
        REVIEW,
        r"\b(?:rib|iban|coordonnees bancaires|numero de carte|carte d'identite|passeport"
        r"|numero de securite sociale|photo (?:en pied|de plain[- ]pied|recente|de vous))\b",
        unless=r"\b(?:convention|apres (?:l'accord|l'entretien|la reponse)|une fois|embauche)\b",
    ),
)


@dataclass(frozen=True)
class Offer:
    """What is read of an offer: its texts by field, what it pays, the organisation's site."""

    texts: tuple[tuple[str, str], ...]
    hourly_pay: Decimal | None = None
    website: str = ""


@dataclass(frozen=True)
class Signal:
    """One sign, with the words that give it; `warning` is for readers, where `certain`."""

    slug: str
    label: str
    words: tuple[str, ...]
    certain: bool = False
    warning: str = ""


@dataclass(frozen=True)
class Sign:
    slug: str
    label: str
    find: Callable[[Offer], tuple[tuple[str, bool], ...]]
    warning: str = ""


def _said(forms: tuple[Form, ...]) -> Callable[[Offer], tuple[tuple[str, bool], ...]]:
    """Words of the texts, each with whether it leaves no doubt."""

    def find(offer: Offer) -> tuple[tuple[str, bool], ...]:
        return tuple(one for _name, text in offer.texts for one in _in_text(forms, text))

    return find


def _in_text(forms: tuple[Form, ...], text: str) -> list[tuple[str, bool]]:
    folded: Folded = fold(text)
    reading = Reading(folded.text)
    found = []
    for form in forms:
        for match in occurrences(form.pattern, folded.text):
            if action := reading.action(form, match):
                start, end = folded.span(*match.span())
                found.append((text[start:end], action == BLOCK))
    return found


def _shortened(offer: Offer) -> tuple[tuple[str, bool], ...]:
    return tuple((one, True) for _name, text in offer.texts for one in SHORTENED.findall(text))


def _hosts(offer: Offer) -> list[str]:
    return [one.lower() for _name, text in offer.texts for one in MAIL.findall(text)]


def _free_mail_only(offer: Offer) -> tuple[tuple[str, bool], ...]:
    hosts = _hosts(offer)
    if not hosts or any(host not in FREE_MAIL for host in hosts):
        return ()
    return tuple((f"@{host}", False) for host in dict.fromkeys(hosts))


def _elsewhere(offer: Offer) -> tuple[tuple[str, bool], ...]:
    """Addresses that are neither the organisation's own nor a free one."""
    own = HOST.match(offer.website.strip())
    if not own:
        return ()
    home = own[1].lower()
    strange = [
        host
        for host in dict.fromkeys(_hosts(offer))
        if host not in FREE_MAIL and host != home and not host.endswith(f".{home}")
        and not home.endswith(f".{host}")
    ]  # fmt: skip
    return tuple((f"@{host}", False) for host in strange)


def _pay_too_high(offer: Offer) -> tuple[tuple[str, bool], ...]:
    found = _said(_PAY_FORMS)(offer)
    if offer.hourly_pay is not None and offer.hourly_pay > HOURLY_TOO_HIGH:
        found = ((f"{offer.hourly_pay} €/h", False), *found)
    return found


SIGNS = (
    Sign(
        "argent-demande",
        gettext_noop("De l’argent est demandé, ou doit passer par la personne"),
        _said(_MONEY_FORMS),
        gettext_noop(
            "Cette annonce parle d’un paiement que l’on ne récupère jamais. Ne payez rien et "
            "n’avancez rien, à personne."
        ),
    ),
    Sign(
        "paie-trop-haute",
        gettext_noop("Une paie trop belle pour un stage"),
        _pay_too_high,
    ),
    Sign(
        "messagerie-seule",
        gettext_noop("Une messagerie privée pour seul contact"),
        _said(_MESSENGER_FORMS),
        gettext_noop(
            "Cette annonce ne donne qu’une messagerie privée. Demandez le nom de la structure et "
            "une adresse avant de donner quoi que ce soit de vous."
        ),
    ),
    Sign(
        "lien-raccourci",
        gettext_noop("Un lien raccourci, qui cache où il mène"),
        _shortened,
        gettext_noop(
            "Cette annonce contient un lien raccourci\u00a0: il ne dit pas où il mène. N’y laissez "
            "ni mot de passe ni papier."
        ),
    ),
    Sign(
        "adresse-ailleurs",
        gettext_noop("Une adresse qui n’est pas celle du site de la structure"),
        _elsewhere,
    ),
    Sign(
        "courriel-gratuit",
        gettext_noop("Une adresse gratuite, et aucune de la structure"),
        _free_mail_only,
    ),
    Sign(
        "papiers-demandes",
        gettext_noop("Des papiers, un RIB ou une photo demandés d’emblée"),
        _said(_PAPERS_FORMS),
    ),
)


def signals(offer: Offer) -> tuple[Signal, ...]:
    """The signs that an offer gives; none says that it is a swindle."""
    found = []
    for sign in SIGNS:
        words = sign.find(offer)
        if words:
            certain = bool(sign.warning) and any(sure for _said, sure in words)
            said = tuple(dict.fromkeys(word for word, _sure in words))[:5]
            warning = sign.warning if certain else ""
            found.append(Signal(sign.slug, sign.label, said, certain, warning))
    return tuple(found)


def warnings(offer: Offer) -> tuple[str, ...]:
    """What readers are told, where there is no doubt."""
    return tuple(one.warning for one in signals(offer) if one.certain)
