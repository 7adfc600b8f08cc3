import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "credential", ["", "x", "[]", "{}", '{"id": "a"}', '{"id": 1, "rawId": 2}', "null", "a\x00"]
)
@pytest.mark.parametrize("asked_first", [True, False])
def test_malformed_credential_never_breaks(
    client: Client, credential: str, asked_first: bool
) -> None:
    address = "/compte/2fa/webauthn/login/"
    if asked_first:
        client.get(address, headers={"X-Requested-With": "XMLHttpRequest"})
        assert client.session.keys()
    answer = client.post(address, {"credential": credential}, follow=True)

    assert answer.status_code == 200
    assert client.get("/mon-espace/").status_code == 302
