"""No page escapes the checks on every page (weight, queries, accessibility, typography)."""

from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from portal.shell.routes import walk
from tests.consistency import world
from tests.consistency.report import assert_none

ELSEWHERE = {
    "careers:first_day": "redirects to the sheet",
    "careers:received_export": "a file",
    "moderation:figures_csv": "a file",
    # Not pages.
    "backstage:healthz": "for machines",
    "backstage:leave": "leads elsewhere",
    "backstage:metrics": "for machines",
    "backstage:readyz": "for machines",
    "shell:help_worker": "for machines",
    "backstage:robots": "for machines",
    "backstage:security_txt": "for machines",
    "mfa_download_recovery_codes": "a file",
    "mfa_login_webauthn": "JSON for the script of the sign-in page",
    "mentoring:card_vcf": "a file",
    "mentoring:member_vcf": "a file",
    "mentoring:photo": "a file",
    "mentoring:portfolio_file": "a file",
    "mentoring:meeting_ics": "a file",
    "mentoring:my_page": "redirects to one's page",
    "mentoring:welcome_end": "redirects to one's page",
    "events:meetup_ics": "a file",
    "events:festival_ics": "a file",
    "events:agenda_feed": "a file",
    "careers:diary_export": "a file",
    "careers:internship_feed": "for machines",
    "events:meetup_feed": "for machines",
    "events:festival_month_now": "redirects to the month",
    "download_data": "a file",
    # In the middle of a journey: tests/browser/test_account_pages.py goes there.
    "account_email_verification_sent": "after signing up",
    "account_confirm_login_code": "after asking for a code",
    "account_confirm_password_reset_code": "after asking for a new password",
    "account_complete_password_reset": "after the code",
    "mfa_authenticate": "after the password",
    "mfa_reauthenticate": "before a change of security",
    "mfa_activate_totp": "before a change of security",
    "mfa_deactivate_totp": "before a change of security",
    "mfa_generate_recovery_codes": "before a change of security",
    "mfa_view_recovery_codes": "before a change of security",
    "mfa_list_webauthn": "before a change of security",
    "mfa_add_webauthn": "before a change of security",
    "mfa_edit_webauthn": "before a change of security",
    "mfa_remove_webauthn": "before a change of security",
    "mfa_reauthenticate_webauthn": "before a change of security",
    "account_password_reset_completed": "after the new password",
    "open:picture": "an image, looked at in tests/portal/shell/test_open_data.py",
    "open:sitemap": "for machines, read in tests/portal/shell/test_open_data.py",
    "open:sitemap_index": "for machines, read in tests/portal/shell/test_open_data.py",
    "open_library:dataset": "a file, read in tests/portal/shell/test_open_data.py",
    "open_library:sheet_feed": "a feed, read in tests/portal/shell/test_open_data.py",
    "debt": "an administration page for editors, looked at in tests/careers/test_debt.py",
    "state": "an administration page, looked at in tests/portal/operations/test_board.py",
    "admin_password": "redirects to the change of password",
    "account_set_password": "redirects: every member has a password",
}
# Django's own administration, but for the moderators' queue.
OURS_IN_ADMIN = {
    f"admin:{kind}_{page}"
    for kind in (
        "careers_internship",
        "events_meetup",
        "mentoring_mentoroffer",
        "moderation_case",
        "moderation_appeal",
    )
    for page in ("changelist", "change")
}


@pytest.mark.django_db
def test_every_page_is_looked_at():
    made = world.build(listings=1)
    shown = set()
    for page in world.PAGES:
        try:
            shown.add(resolve(urlsplit(page.address(made)).path).view_name)
        except Resolver404:
            assert page.status == 404
    pages = {
        route.name
        for route in walk()
        if "GET" in route.verbs
        and (not route.name.startswith("admin:") or route.name in OURS_IN_ADMIN)
    }

    assert_none(pages - shown - set(ELSEWHERE))
    assert_none(set(ELSEWHERE) - pages)


@pytest.mark.django_db
def test_every_page_opens_for_whom_it_is_listed():
    made = world.build(listings=1)
    clients = {who: Client() for who in ("visitor", "member", "moderator")}
    clients["member"].force_login(made.member)
    clients["moderator"].force_login(made.moderator)

    assert_none(
        f"{page} : {response.status_code}"
        for page in world.PAGES
        if (response := clients[page.who].get(page.address(made))).status_code != page.status
    )
