"""Files on their way out: harmless headers, and only what is clean and public."""

from __future__ import annotations

import io

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from teachpb.db import transaction
from teachpb.files import operations
from teachpb.files.models import FileKind, FileState, StoredFile
from teachpb.files.storage import storage
from teachpb.files.web import file_url, send_stored_file, srcset
from tests.factories.accounts import UserFactory
from tests.files import samples
from tests.support.client import StrictClient


def stored(content: bytes, name: str, *, public: bool = True, state: FileState = FileState.clean) -> StoredFile:
    with transaction():
        file = operations.store_upload(
            actor=None, upload=samples.Upload(content, name), purpose="t", kinds=set(FileKind), public=public
        )
        file.state = state
    return file


@pytest.fixture
def photo(session: Session) -> StoredFile:
    return stored(samples.picture(size=(1200, 800)), "Our “new” hall – Zażółć.png")


def address(app: Flask, file: StoredFile, width: int | None = None) -> str:
    with app.test_request_context():
        return file_url(file, width=width)


def test_a_public_picture_is_shown_and_kept_for_ever(app: Flask, client: StrictClient, photo: StoredFile) -> None:
    page = client.get(address(app, photo))
    headers = page.response.headers
    assert page.response.mimetype == "image/jpeg"
    assert headers["Content-Disposition"].startswith("inline")
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert "Set-Cookie" not in headers
    with Image.open(io.BytesIO(page.response.data)) as image:
        assert image.size == (1200, 800)


def test_a_browser_that_has_it_need_not_fetch_it(app: Flask, client: StrictClient, photo: StoredFile) -> None:
    etag = client.get(address(app, photo)).response.headers["ETag"]
    assert client.get(address(app, photo), status=304, headers={"If-None-Match": etag}).body == ""


@pytest.mark.parametrize(("wanted", "width"), [(100, 480), (480, 480), (481, 960), (961, 1200)])
def test_pictures_come_in_widths(app: Flask, client: StrictClient, photo: StoredFile, wanted: int, width: int) -> None:
    with Image.open(io.BytesIO(client.get(address(app, photo, wanted)).response.data)) as image:
        assert image.width == width


def test_the_widths_are_listed_for_the_browser(app: Flask, photo: StoredFile) -> None:
    with app.test_request_context():
        listed = srcset(photo).split(", ")
    assert [entry.rpartition(" ")[2] for entry in listed] == ["480w", "960w", "1200w"]


def test_a_width_that_is_not_kept_is_not_there(app: Flask, client: StrictClient, photo: StoredFile) -> None:
    client.get(f"/files/{photo.token}/481/x.jpg", status=404)
    client.get(f"/files/{photo.token}/0/x.jpg", status=404)


@pytest.mark.parametrize("state", [FileState.pending, FileState.unsafe, FileState.removed])
def test_what_is_not_clean_is_not_served(app: Flask, client: StrictClient, session: Session, state: FileState) -> None:
    file = stored(samples.pdf(), "letter.pdf", state=state)
    client.get(address(app, file), status=404)
    with app.test_request_context(), pytest.raises(NotFound):
        send_stored_file(file)


def test_bytes_that_are_gone_are_not_there(app: Flask, client: StrictClient, photo: StoredFile) -> None:
    storage().delete(photo.storage_key)
    client.get(address(app, photo), status=404)


def test_private_files_have_no_public_address(app: Flask, client: StrictClient, session: Session) -> None:
    file = stored(samples.pdf(), "letter.pdf", public=False)
    client.get(address(app, file), status=404)
    client.sign_in(UserFactory())
    client.get(address(app, file), status=404)


def test_nobody_guesses_an_address(client: StrictClient, session: Session) -> None:
    client.get(f"/files/{'x' * 32}/letter.pdf", status=404)


@pytest.mark.parametrize(
    ("content", "name", "inline", "disposition", "policy"),
    [
        (samples.pdf(), "My letter.pdf", False, "attachment", "sandbox;"),
        (samples.pdf(), "My letter.pdf", True, "inline", "default-src 'none'; style-src"),
        (samples.docx(), "My letter.docx", True, "attachment", "sandbox;"),
        (samples.picture(), "me.jpg", True, "inline", "sandbox;"),
    ],
)
def test_what_a_domain_sends_itself(
    app: Flask, session: Session, content: bytes, name: str, inline: bool, disposition: str, policy: str
) -> None:
    file = stored(content, name, public=False)
    with app.test_request_context():
        response = send_stored_file(file, inline=inline)
        response.direct_passthrough = False
        assert len(response.get_data()) == file.size
        response.close()
    headers = response.headers
    assert headers["Content-Disposition"].startswith(disposition)
    assert name in headers["Content-Disposition"]
    assert headers["Content-Security-Policy"].startswith(policy)
    assert headers["Cache-Control"] == "private, no-store"
    assert response.mimetype == file.media_type


def test_the_name_in_the_address_changes_nothing(client: StrictClient, photo: StoredFile) -> None:
    page = client.get(f"/files/{photo.token}/evil.html")
    assert page.response.mimetype == "image/jpeg"
    assert "evil" not in page.response.headers["Content-Disposition"]
