"""Taking in, replacing, changing and deleting the adverts of a recruitment system.

Raises Refused with the status and sentences of the contract. Where it does, nothing of the advert is written; what was
tried in vain is counted all the same.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from teachpb import clock
from teachpb.ats import duplicates, queries, reading, whereabouts
from teachpb.ats.documents import advert_document, as_sent
from teachpb.ats.errors import Refused
from teachpb.ats.models import AtsAdvert, AtsClient, AtsTrouble, TroubleKind
from teachpb.ats.operations.answers import Answer
from teachpb.ats.reading import KEPT_FLAGS, Submission
from teachpb.ats.whereabouts import Whereabouts
from teachpb.db import db
from teachpb.vacancies import operations as vacancies
from teachpb.vacancies.models import VacancyState
from teachpb.web.templating import absolute_url


@dataclass(frozen=True)
class System:
    """A client as the one who did it, in the audit trail. It is no user, so it has no number there."""

    full_name: str
    id: None = None


def system_of(client: AtsClient) -> System:
    return System(f"{client.name} (recruitment system)")


def post_advert(*, client: AtsClient, sent: Mapping[str, Any]) -> Answer:
    """Take in a new advert."""
    found, where = _checked(client, sent, None)
    vacancy = vacancies.import_advert(
        actor=system_of(client), provider=client.name, organisation=_poster(where), values=_values(found, where)
    )
    advert = AtsAdvert(client=client, vacancy=vacancy, public_id=str(uuid.uuid4()))
    _keep(advert, found, where)
    db.session.add(advert)
    db.session.flush()
    return Answer(201, {"id": advert.public_id, "warnings": [*found.warnings, *where.warnings]})


def replace_advert(*, client: AtsClient, advert: AtsAdvert, sent: Mapping[str, Any]) -> Answer:
    """Bring an advert up to what its system now says. One that has closed, given a new closing date, is a new advert of
    the same post to the public, and the same vacancy to its system."""
    kept = as_sent(advert)
    sent = {**{name: kept[name] for name in (*KEPT_FLAGS, "publish_on")}, **sent}
    found, where = _checked(client, sent, advert)
    actor, organisation, values = system_of(client), _poster(where), _values(found, where)
    if advert.vacancy.state_at(clock.now()) in {VacancyState.scheduled, VacancyState.live}:
        vacancies.replace_imported(actor=actor, vacancy=advert.vacancy, organisation=organisation, values=values)
    else:
        advert.vacancy = vacancies.import_advert(
            actor=actor, provider=client.name, organisation=organisation, values=values, parent=advert.vacancy
        )
    _keep(advert, found, where)
    db.session.flush()
    return Answer(200, {**advert_document(advert), "warnings": [*found.warnings, *where.warnings]})


def change_advert(*, client: AtsClient, advert: AtsAdvert, sent: Mapping[str, Any]) -> Answer:
    """Change the fields that were sent, and leave the others. ``sent`` has passed the schema."""
    merged = {**as_sent(advert), **sent}
    return replace_advert(client=client, advert=advert, sent=merged)


def delete_advert(*, client: AtsClient, advert: AtsAdvert) -> None:
    """Take an advert away. Its reference and its content are free again."""
    vacancies.remove_imported(actor=system_of(client), vacancy=advert.vacancy)
    advert.deleted_at = clock.now()
    db.session.flush()


def _checked(client: AtsClient, sent: Mapping[str, Any], advert: AtsAdvert | None) -> tuple[Submission, Whereabouts]:
    found = reading.read(sent, clock.now(), _held(advert))
    where = whereabouts.find(found.schools, queries.permitted_ids(client))
    for kind, reference in where.troubles:
        _count(client, kind, reference)
    if found.errors or where.errors:
        raise Refused(422, [*found.errors, *where.errors])
    _refuse_twins(client, found, where, advert.id if advert else None)
    return found, where


def _held(advert: AtsAdvert | None) -> date | None:
    """The day it appeared, which stays; None while it has not, or where it will appear anew."""
    is_live = advert is not None and advert.vacancy.is_open(clock.now())
    return advert.vacancy.publish_on if advert is not None and is_live else None


def _refuse_twins(client: AtsClient, found: Submission, where: Whereabouts, but: int | None) -> None:
    twin = queries.twin_by_reference(client, found.external_reference, but)
    words = "external_reference: you have sent a vacancy with this reference"
    if twin is None:
        twin = queries.twin_by_content(duplicates.fingerprint(found.values, where), but)
        words = (
            "A vacancy with the same title, closing date, school, contract, salary, working patterns and phases exists"
        )
    if twin is None:
        return
    kind = TroubleKind.duplicate if twin.client_id == client.id else TroubleKind.foreign_duplicate
    raise Refused(409, [words], {"link": _link(client, twin), "attempts": _count(client, kind, twin.public_id)})


def _link(client: AtsClient, twin: AtsAdvert) -> str | None:
    """Where they may read of it: their own here, another’s only as the public does."""
    if twin.client_id == client.id:
        return absolute_url("ats.show_vacancy", advert_id=twin.public_id)
    is_live = twin.vacancy.is_open(clock.now())
    return absolute_url("vacancies.show_vacancy", slug=twin.vacancy.slug) if is_live else None


def _count(client: AtsClient, kind: TroubleKind, reference: str) -> int:
    """One more attempt. Returns how many there were."""
    theirs = select(AtsTrouble).where(AtsTrouble.client_id == client.id)
    trouble = db.session.scalar(theirs.where(AtsTrouble.kind == kind, AtsTrouble.reference == reference))
    if trouble is None:
        trouble = AtsTrouble(client=client, kind=kind, reference=reference, attempts=0)
        db.session.add(trouble)
    trouble.attempts += 1
    trouble.last_at = clock.now()
    db.session.flush()
    return trouble.attempts


def _poster(where: Whereabouts) -> Any:
    if where.organisation is None:
        raise ValueError("nobody to post for, and yet nothing was refused")
    return where.organisation


def _values(found: Submission, where: Whereabouts) -> dict[str, Any]:
    return {**found.values, "schools": where.schools, "at_head_office": where.at_head_office}


def _keep(advert: AtsAdvert, found: Submission, where: Whereabouts) -> None:
    advert.external_reference = found.external_reference
    advert.fingerprint = duplicates.fingerprint(found.values, where)
    advert.asked = {**found.asked, "names_trust": found.schools.get("trust_uid") is not None}
