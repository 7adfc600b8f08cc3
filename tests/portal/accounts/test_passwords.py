import contextlib
import time

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from portal.accounts.models import User


@pytest.mark.parametrize(
    "password",
    [
        "x",
        "court",
        "elevensigns",
        "password1234",
        "Password1234!",
        "iloveyou1234",
        "123456789012",
        "azertyuiop123",
        "motdepasse2024",
        "qwertyuiopasdf",
        "aaaaaaaaaaaaaaaa",
        "premierclap2026",
        "Marseille2024",
        "lina.martin2026",
        "x" * 257,
        "cheval-agrafe-pile-7" * 300,
    ],
)
def test_password_known_from_breaches_or_of_a_bad_length_is_refused(password: str) -> None:
    user = User(email="lina.martin@example.org", display_name="Lina Martin")

    with pytest.raises(ValidationError):
        validate_password(password, user)


@pytest.mark.parametrize(
    "password",
    [
        "cheval agrafe pile 7",
        "xK9v!mQ2zL7pR",
        "ÉtoileDuBergerSurLaColline",
        "🎬🎥🎞️📽️🎭🎪🎨🧵🪡🧶🪢🧷",
        "Wq8#zZ9^kL2@pQ" * 18,
    ],
)
def test_long_unguessable_password_is_accepted(password: str) -> None:
    validate_password(password, User(email="lina@example.org", display_name="Lina"))


def test_longest_password_is_judged_quickly() -> None:
    start = time.perf_counter()
    with pytest.raises(ValidationError, match="trop long"):
        validate_password("a" * 4096)

    assert time.perf_counter() - start < 1


def test_password_made_to_be_slow_is_judged_quickly() -> None:
    start = time.thread_time()
    with contextlib.suppress(ValidationError):
        validate_password("4@8({[<369!1|70$5+%2" * 4)

    assert time.thread_time() - start < 1


def test_refusal_says_what_to_do_in_french() -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password("x")

    message = " ".join(refused.value.messages)
    assert "il compte 1 caractère, il en faut au moins 12" in message
