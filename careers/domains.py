"""The domain of an organisation's own, as its site and the addresses of its people have it."""

from urllib.parse import urlsplit

# Addresses and pages that anybody may open there: they prove nothing of an organisation.
SHARED_DOMAINS = frozenset(
    {
        "aliceadsl.fr", "aol.com", "bbox.fr", "bluewin.ch", "facebook.com", "free.fr", "gmail.com",
        "github.io", "gmx.com", "gmx.fr", "google.com", "googlemail.com", "hotmail.com",
        "hotmail.fr", "icloud.com", "imdb.com", "instagram.com", "jimdo.com", "laposte.net",
        "linkedin.com", "linktr.ee", "live.com", "live.fr", "mac.com", "mail.com", "mailo.com",
        "me.com", "msn.com", "neuf.fr", "numericable.fr", "orange.fr", "outlook.com",
        "outlook.fr", "over-blog.com", "pm.me", "proton.me", "protonmail.com", "sfr.fr",
        "skynet.be", "telenet.be", "tiktok.com", "tutanota.com", "vimeo.com", "wanadoo.fr",
        "webador.fr", "wix.com", "wixsite.com", "wordpress.com", "yahoo.com", "yahoo.fr",
        "ymail.com", "youtube.com", "zoho.com",
    }
)  # fmt: skip


def domain_of(website: str) -> str:
    """The domain of a site, as the addresses of its people end; empty for a shared one."""
    try:
        host = (urlsplit(website).hostname or "").lower().removeprefix("www.")
    except ValueError:
        return ""
    shared = any(host == one or host.endswith(f".{one}") for one in SHARED_DOMAINS)
    return "" if shared or "." not in host else host


def is_at(email: str, domain: str) -> bool:
    """Whether an address belongs to this very domain."""
    return bool(domain) and email.rpartition("@")[2].lower() == domain
