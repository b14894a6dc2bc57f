"""Who gets which file: every endpoint of the room, and everybody who may come along."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from teachpb.db import transaction
from teachpb.files import operations
from teachpb.files.models import FileKind, FileState, StoredFile
from teachpb.web.access import access_of
from tests.factories.accounts import UserFactory
from tests.files import samples
from tests.support.client import StrictClient

ENDPOINTS = {"files.show_file": "/files/{token}/x.jpg", "files.show_rendition": "/files/{token}/480/x.jpg"}
STATES = [(state, public) for state in FileState for public in (True, False)]


@pytest.fixture
def owner(session: Session):  # type: ignore[no-untyped-def]
    return UserFactory()


def photo(owner: object, state: FileState, *, public: bool) -> StoredFile:
    with transaction():
        file = operations.store_upload(
            actor=owner,  # type: ignore[arg-type]
            upload=samples.Upload(samples.picture(size=(600, 400)), "me.jpg"),
            purpose="t",
            kinds={FileKind.image},
            public=public,
        )
        file.state = state
    return file


def test_the_table_holds_every_endpoint(app: Flask) -> None:
    there = {rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.startswith("files.")}
    assert there == set(ENDPOINTS)
    for endpoint in ENDPOINTS:
        marker = access_of(app, endpoint)
        assert marker is not None and marker.loader is not None


@pytest.mark.parametrize("visitor", ["nobody", "somebody else", "the owner"])
@pytest.mark.parametrize(("state", "public"), STATES)
@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_only_what_is_public_and_clean_is_there_for_anyone(
    client: StrictClient, owner: object, endpoint: str, state: FileState, public: bool, visitor: str
) -> None:
    file = photo(owner, state, public=public)
    if visitor != "nobody":
        client.sign_in(owner if visitor == "the owner" else UserFactory())
    wanted = 200 if public and state is FileState.clean else 404
    client.get(ENDPOINTS[endpoint].format(token=file.token), status=wanted)


@pytest.mark.parametrize("endpoint", ENDPOINTS)
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_files_are_only_ever_fetched(client: StrictClient, owner: object, endpoint: str, method: str) -> None:
    file = photo(owner, FileState.clean, public=True)
    response = getattr(client.http, method)(ENDPOINTS[endpoint].format(token=file.token))
    assert response.status_code in {400, 405}
