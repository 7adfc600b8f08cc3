"""What this floor knows of a member, and what becomes of it (see portal/accounts/privacy.py)."""

from mentoring import card_privacy, mentor_privacy, profile_privacy
from portal.accounts import privacy

privacy.register(*card_privacy.RECORDS, *mentor_privacy.RECORDS, *profile_privacy.RECORDS)
