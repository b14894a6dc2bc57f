"""Offers, and how far the checks of somebody are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from teachpb.accounts.models import User
from teachpb.applications.models import Application, ApplicationState
from teachpb.db import db
from teachpb.hiring.checklist import CheckKind, needed
from teachpb.hiring.models import SETTLED, CheckState, HiringEvent, Offer, OnlineSearch, PreEmploymentCheck


@dataclass(frozen=True)
class Line:
    """One check that this job needs. ``row`` is None while nobody has begun."""

    kind: CheckKind
    row: PreEmploymentCheck | None

    @property
    def state(self) -> CheckState:
        return self.row.state if self.row is not None else CheckState.open

    @property
    def is_settled(self) -> bool:
        return self.state in SETTLED


def offer_of(application: Application) -> Offer | None:
    return db.session.scalar(select(Offer).where(Offer.application_id == application.id))


def to_answer(user: User, application_ids: Sequence[int]) -> list[int]:
    """Of these applications of ``user``, those with an offer that waits for an answer."""
    question = select(Application.id).where(
        Application.id.in_(application_ids),
        Application.candidate_id == user.id,
        Application.state == ApplicationState.offered,
    )
    return list(db.session.scalars(question))


def events_of(application: Application) -> list[HiringEvent]:
    """What happened to one candidate, oldest first."""
    question = select(HiringEvent).where(HiringEvent.application_id == application.id)
    return list(db.session.scalars(question.order_by(HiringEvent.at, HiringEvent.id)))


def offers_to_remind(until: date) -> list[Offer]:
    """Offers nobody has answered or been reminded of, which want an answer until ``until``."""
    question = (
        select(Offer)
        .join(Offer.application)
        .where(Application.state == ApplicationState.offered, Offer.reminded_at.is_(None), Offer.answer_by <= until)
        .options(contains_eager(Offer.application))
        .order_by(Offer.id)
    )
    return list(db.session.scalars(question))


def checks_of(application: Application) -> list[Line]:
    """Every check the job needs, and any other that somebody has made."""
    rows = {
        row.kind: row
        for row in db.session.scalars(
            select(PreEmploymentCheck)
            .where(PreEmploymentCheck.application_id == application.id)
            .execution_options(populate_existing=True)
        )
    }
    wanted = needed(application.vacancy)
    return [Line(kind, rows.get(kind)) for kind in CheckKind if kind in wanted or kind in rows]


def open_checks(application: Application) -> list[CheckKind]:
    """What keeps somebody from being appointed."""
    return [line.kind for line in checks_of(application) if not line.is_settled]


def search_of(application: Application) -> OnlineSearch | None:
    return db.session.scalar(select(OnlineSearch).where(OnlineSearch.application_id == application.id))
