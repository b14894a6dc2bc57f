"""What can be asked about references and self-disclosures. Every read starts from the person, or from a mailed link."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import joinedload, selectin_polymorphic, selectinload

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.applications.models import Application
from teachpb.applications.policies import can_move
from teachpb.applications.queries import get_own, received_of, visible_to
from teachpb.db import db
from teachpb.references.models import (
    ONE_READING,
    TOKEN_LASTS,
    Disclosure,
    DisclosureState,
    PaperAction,
    PaperEvent,
    ReferenceLink,
    ReferenceRequest,
    ReferenceState,
    VacancyPapers,
)
from teachpb.references.policies import ASKING, OVER, has_papers
from teachpb.references.standing import Standing, standing
from teachpb.references.tokens import hash_token
from teachpb.schools.models import Organisation, School, Trust
from teachpb.schools.queries import organisation_ids_for
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.policies import HIRING_ROLES
from teachpb.vacancies.queries.hiring import belongs_to

_R = ReferenceState


def _application_of(way: Any) -> Any:
    """Loading option: the application with its candidate, and its vacancy with everything its place is told from."""
    vacancy = joinedload(Application.vacancy).options(
        joinedload(Vacancy.organisation).options(selectin_polymorphic(Organisation, [School, Trust])),
        selectinload(Vacancy.schools),
    )
    return joinedload(way).options(joinedload(Application.candidate), vacancy)


def _with_application(question: Select[ReferenceRequest]) -> Select[ReferenceRequest]:
    return question.options(
        _application_of(ReferenceRequest.application),
        joinedload(ReferenceRequest.file),
    )


def panel_reads(vacancy_id: int) -> bool:
    """May panel members of this vacancy read references?"""
    question = select(VacancyPapers.panel_reads).where(VacancyPapers.vacancy_id == vacancy_id)
    return bool(db.session.scalar(question))


def sees_references(user: User, application: Application) -> bool:
    """Does this person, who may read the application, see that there are references to it?"""
    return has_papers(application) and (can_move(user, application) or panel_reads(application.vacancy_id))


def readable_references(user: User | None) -> Select[ReferenceRequest]:
    """The references ``user`` may read as staff: those of vacancies they handle, and of vacancies on whose panel they
    sit and whose school lets its panel read them."""
    open_to_panel = select(VacancyPapers.vacancy_id).where(VacancyPapers.panel_reads)
    known = visible_to(user).order_by(None).with_only_columns(Application.id)
    return (
        select(ReferenceRequest)
        .join(Application, Application.id == ReferenceRequest.application_id)
        .join(Vacancy, Vacancy.id == Application.vacancy_id)
        .where(
            Application.id.in_(known),
            Application.state.in_(ASKING | OVER),
            or_(belongs_to(organisation_ids_for(user, *HIRING_ROLES)), Vacancy.id.in_(open_to_panel)),
        )
    )


def get_reference(user: User | None, request_id: int) -> ReferenceRequest | None:
    if user is None:
        return None
    return db.session.scalar(_with_application(readable_references(user)).where(ReferenceRequest.id == request_id))


def references_of(application: Application) -> list[ReferenceRequest]:
    """Every referee asked for an application the caller may know of, in the order of asking."""
    question = select(ReferenceRequest).where(ReferenceRequest.application_id == application.id)
    loaded = question.options(joinedload(ReferenceRequest.file), joinedload(ReferenceRequest.referee))
    return list(db.session.scalars(loaded.order_by(ReferenceRequest.id)))


def standing_of(application: Application) -> Standing:
    """How far the references to an application are that the caller may know of."""
    return standing(application, references_of(application))


def references_of_several(application_ids: Sequence[int]) -> dict[int, list[ReferenceRequest]]:
    question = select(ReferenceRequest).where(
        ReferenceRequest.application_id.in_(application_ids), ReferenceRequest.state != _R.replaced
    )
    found: dict[int, list[ReferenceRequest]] = {}
    for request in db.session.scalars(question.order_by(ReferenceRequest.id)):
        found.setdefault(request.application_id, []).append(request)
    return found


def papers_of_vacancy(user: User | None, vacancy: Vacancy) -> list[Application]:
    """The applications of a vacancy whose referees or candidates may be asked, as this person may know of them."""
    return list(
        db.session.scalars(received_of(user, vacancy, tuple(ASKING)).options(selectinload(Application.referees)))
    )


def request_by_token(token: str) -> ReferenceRequest | None:
    """What the referee holding this link is asked: while it is wanted, and the link is not dead. Nothing is told of
    any other token. An answered one is found until its link would have died, so that its page can say thank you."""
    question = (
        select(ReferenceRequest)
        .join(ReferenceLink, ReferenceLink.request_id == ReferenceRequest.id)
        .join(Application, Application.id == ReferenceRequest.application_id)
        .where(
            ReferenceLink.token_hash == hash_token(token),
            ReferenceRequest.sent_at > clock.now() - TOKEN_LASTS,
            or_(
                and_(
                    ReferenceLink.ended_at.is_(None),
                    ReferenceRequest.state == _R.requested,
                    Application.state.in_(ASKING),
                    Application.scrubbed_at.is_(None),
                ),
                ReferenceRequest.state.in_([_R.received, _R.declined])
                & (ReferenceLink.ended_at == ReferenceRequest.completed_at),
            ),
        )
    )
    return db.session.scalar(_with_application(question))


def history_of(references: Sequence[ReferenceRequest]) -> dict[int, list[PaperEvent]]:
    """What was done with each reference, oldest first, readings included."""
    question = (
        select(PaperEvent)
        .where(PaperEvent.reference_id.in_([each.id for each in references]))
        .options(joinedload(PaperEvent.actor))
        .order_by(PaperEvent.id)
    )
    found: dict[int, list[PaperEvent]] = {}
    for event in db.session.scalars(question):
        found.setdefault(event.reference_id or 0, []).append(event)
    return found


def history_of_disclosure(disclosure: Disclosure) -> list[PaperEvent]:
    question = select(PaperEvent).where(PaperEvent.disclosure_id == disclosure.id)
    return list(db.session.scalars(question.options(joinedload(PaperEvent.actor)).order_by(PaperEvent.id)))


def is_reading(user: User, paper: ReferenceRequest | Disclosure) -> bool:
    """Has this person written down, within half an hour, that they read this?"""
    column = PaperEvent.reference_id if isinstance(paper, ReferenceRequest) else PaperEvent.disclosure_id
    question = select(PaperEvent.id).where(
        column == paper.id,
        PaperEvent.action == PaperAction.read,
        PaperEvent.actor_id == user.id,
        PaperEvent.at > clock.now() - ONE_READING,
    )
    return db.session.scalar(question.limit(1)) is not None


# -- self-disclosures


def disclosures_of_several(application_ids: Sequence[int]) -> dict[int, Disclosure]:
    """The live disclosure of each application that has one."""
    question = select(Disclosure).where(
        Disclosure.application_id.in_(application_ids), Disclosure.state != DisclosureState.recalled
    )
    return {each.application_id: each for each in db.session.scalars(question)}


def live_disclosure(application: Application) -> Disclosure | None:
    """The request that is not taken back."""
    return db.session.scalar(
        select(Disclosure)
        .where(Disclosure.application_id == application.id, Disclosure.state != DisclosureState.recalled)
        .options(_application_of(Disclosure.application))
    )


def handled_disclosure(user: User | None, application_id: int) -> Disclosure | None:
    """The live disclosure of an application this person handles; the policy asks whether they handle it."""
    question = visible_to(user).where(Application.id == application_id, Application.state.in_(ASKING | OVER))
    application = db.session.scalar(question)
    return live_disclosure(application) if application is not None else None


def own_disclosure(user: User | None, application_id: int) -> Disclosure | None:
    """One's own, once it is asked for: before shortlisting nobody even finds the form."""
    application = get_own(user, application_id)
    return live_disclosure(application) if application is not None and has_papers(application) else None


def open_disclosures(user: User, application_ids: Sequence[int]) -> list[int]:
    """Of these applications of one's own, those whose self-disclosure is to be filled in."""
    question = (
        select(Disclosure.application_id)
        .join(Application, Application.id == Disclosure.application_id)
        .where(
            Disclosure.application_id.in_(application_ids),
            Disclosure.state == DisclosureState.requested,
            Application.candidate_id == user.id,
            Application.state.in_(ASKING),
        )
    )
    return list(db.session.scalars(question))


# -- for the clock


def waiting_to_send() -> list[int]:
    question = select(ReferenceRequest.id).where(
        ReferenceRequest.state == _R.waiting, ReferenceRequest.send_at <= clock.now()
    )
    return list(db.session.scalars(question.order_by(ReferenceRequest.id)))


def unanswered() -> list[int]:
    question = (
        select(ReferenceRequest.id)
        .join(Application, Application.id == ReferenceRequest.application_id)
        .where(ReferenceRequest.state == _R.requested, Application.state.in_(ASKING))
    )
    return list(db.session.scalars(question.order_by(ReferenceRequest.id)))


def unanswered_disclosures() -> list[Disclosure]:
    question = (
        select(Disclosure)
        .join(Application, Application.id == Disclosure.application_id)
        .where(
            Disclosure.state == DisclosureState.requested,
            Disclosure.reminded_at.is_(None),
            Application.state.in_(ASKING),
        )
        .options(_application_of(Disclosure.application))
    )
    return list(db.session.scalars(question.order_by(Disclosure.id)))
