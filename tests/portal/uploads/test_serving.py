"""Where files lie, how they leave, and when they go."""

from pathlib import Path
from typing import Any

import pytest
from csp.middleware import CSPMiddleware
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.migrations.writer import MigrationWriter
from django.db.models.fields.files import FieldFile
from django.http import Http404
from django.test import RequestFactory

from portal.uploads.cleanup import delete_after_commit
from portal.uploads.responses import serve
from portal.uploads.storage import private_path

# An answer that is closed ends a request, after which Django looks at its connections.
pytestmark = pytest.mark.django_db


def stored(content: bytes = b"abc", *, name: str = "photo.jpg") -> FieldFile:
    field = models.FileField(upload_to=private_path("essai"))
    file = FieldFile(object(), field, "")  # type: ignore[arg-type]
    path = field.generate_filename(object(), name)  # type: ignore[arg-type]
    file.name = default_storage.save(path, ContentFile(content))
    return file


@pytest.mark.parametrize(
    ("sent", "ending"),
    [("a.jpg", ".jpg"), ("A.PDF", ".pdf"), ("a.php.webp", ".webp"), ("a.jpg.php", ".bin"),
     ("../../a.svg", ".bin"), ("", ".bin"), ("x" * 300 + ".jpg", ".jpg")],
)  # fmt: skip
def test_path_is_random_and_keeps_nothing_of_the_name_sent(sent, ending):
    path = private_path("essai")(None, sent)

    folder, shard, name = path.split("/")
    assert folder == "essai"
    assert name.startswith(shard)
    assert len(name) == 32 + len(ending)
    assert name.endswith(ending)
    assert path != private_path("essai")(None, sent)


def test_path_can_be_written_in_a_migration():
    text, imports = MigrationWriter.serialize(private_path("essai"))

    assert text == "portal.uploads.storage.private_path('essai')"
    assert imports == {"import portal.uploads.storage"}
    assert private_path("essai") == private_path("essai") != private_path("autre")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.jpg", "image/jpeg"),
        ("a.webp", "image/webp"),
        ("a.pdf", "application/pdf"),
        ("a.html", "application/octet-stream"),
    ],
)
def test_file_leaves_as_an_attachment_nobody_runs_or_keeps(name, kind):
    response: Any = serve(stored(name=name), filename="Ma bande démo")
    request = RequestFactory().get("/")
    CSPMiddleware(lambda _request: response)(request)

    assert b"".join(response.streaming_content) == b"abc"
    response.close()
    assert response["Content-Type"] == kind
    assert response["Content-Disposition"].startswith("attachment; filename")
    assert response["Content-Length"] == "3"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("filename", ['a"; filename="b.html', "a\r\nX-Evil: 1", "../../etc"])
def test_file_name_cannot_reach_the_other_headers(filename):
    response = serve(stored(), filename=filename)
    response.close()

    assert "X-Evil" not in response
    assert "\r" not in response["Content-Disposition"]
    assert response["Content-Disposition"].endswith((".jpg", '.jpg"'))


def test_lost_file_is_not_found():
    file = stored()
    Path(default_storage.path(str(file.name))).unlink()

    with pytest.raises(Http404):
        serve(file)


def test_absent_file_is_not_found():
    file = stored()
    file.name = ""

    with pytest.raises(Http404):
        serve(file)


def test_stored_files_are_for_the_server_alone():
    path = Path(default_storage.path(str(stored().name)))

    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


@pytest.mark.django_db(transaction=True)
def test_file_goes_only_once_the_change_is_certain():
    file = stored()

    with transaction.atomic():
        delete_after_commit(file)
        transaction.set_rollback(True)
    assert default_storage.exists(str(file.name))

    with transaction.atomic():
        delete_after_commit(file)
        assert default_storage.exists(str(file.name))
    assert not default_storage.exists(str(file.name))
