"""The five operations of the contract, and changing some fields."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue

from teachpb.ats import operations, queries
from teachpb.ats.documents import advert_document
from teachpb.ats.errors import NOT_YOURS, Refused
from teachpb.ats.models import AtsAdvert, AtsClient
from teachpb.ats.operations import Answer
from teachpb.ats.views.blueprint import answer, bp, with_key
from teachpb.ats.views.bodies import idempotency_key, page_number, read_vacancy, request_hash
from teachpb.db import DomainError, db, transaction
from teachpb.web.templating import absolute_url


@bp.get("/ats-api/v1/vacancies")
@with_key
def list_vacancies(client: AtsClient) -> ResponseReturnValue:
    page, reference = page_number(), request.args.get("external_reference", "")
    found = db.paginate(
        queries.adverts_of(client, reference), page=page, per_page=queries.PER_PAGE, error_out=False, count=True
    )
    meta = {"totalPages": found.pages, "count": found.total or 0}
    return answer(200, {"vacancies": [advert_document(advert) for advert in found], "meta": meta})


@bp.post("/ats-api/v1/vacancies")
@with_key
def create_vacancy(client: AtsClient) -> ResponseReturnValue:
    sent = read_vacancy("VacancyRequest")
    done = _once(client, idempotency_key(), lambda: operations.post_advert(client=client, sent=sent))
    headers = {"Idempotency_Replayed": "true"} if done.is_repeated else {}
    if done.status == 201:
        headers["Location"] = absolute_url("ats.show_vacancy", advert_id=UUID(done.body["id"]))
    return answer(done.status, done.body, **headers)


@bp.get("/ats-api/v1/vacancies/<uuid:advert_id>")
@with_key
def show_vacancy(client: AtsClient, advert_id: UUID) -> ResponseReturnValue:
    return answer(200, advert_document(_theirs(client, advert_id)))


@bp.put("/ats-api/v1/vacancies/<uuid:advert_id>")
@with_key
def replace_vacancy(client: AtsClient, advert_id: UUID) -> ResponseReturnValue:
    advert, sent = _theirs(client, advert_id), read_vacancy("VacancyRequest")
    done = _once(client, "", lambda: operations.replace_advert(client=client, advert=_kept(advert), sent=sent))
    return answer(done.status, done.body)


@bp.patch("/ats-api/v1/vacancies/<uuid:advert_id>")
@with_key
def change_vacancy(client: AtsClient, advert_id: UUID) -> ResponseReturnValue:
    advert, sent = _theirs(client, advert_id), read_vacancy("VacancyChange")
    key = idempotency_key()
    done = _once(client, key, lambda: operations.change_advert(client=client, advert=_kept(advert), sent=sent))
    return answer(done.status, done.body, **({"Idempotency_Replayed": "true"} if done.is_repeated else {}))


@bp.delete("/ats-api/v1/vacancies/<uuid:advert_id>")
@with_key
def delete_vacancy(client: AtsClient, advert_id: UUID) -> ResponseReturnValue:
    advert = _theirs(client, advert_id)

    def work() -> Answer:
        operations.delete_advert(client=client, advert=_kept(advert))
        return Answer(204, {})

    done = _once(client, "", work)
    return ("", 204) if done.status == 204 else answer(done.status, done.body)


def _theirs(client: AtsClient, advert_id: UUID) -> AtsAdvert:
    """An advert this client keeps; another’s is as if there were none."""
    advert = queries.advert_of(client, str(advert_id))
    if advert is None:
        raise Refused(404, [NOT_YOURS])
    return advert


def _kept(advert: AtsAdvert) -> AtsAdvert:
    """The same, read under the lock: it may have been deleted meanwhile."""
    if advert.deleted_at is not None:
        raise Refused(404, [NOT_YOURS])
    return advert


def _once(client: AtsClient, key: str, work: Callable[[], Answer]) -> Answer:
    """Do it in one transaction. Where another request was quicker by a moment, look again: then it is told properly."""
    hashed = request_hash()
    for is_last in (False, True):
        try:
            with transaction():
                return operations.once(client=client, key=key, request_hash=hashed, work=work)
        except DomainError as error:
            if is_last:
                raise Refused(409, [error.message], {"link": None, "attempts": 1}) from error
    raise AssertionError("one of the two attempts answers")
