"""What hiring staff see: applications that were sent, for vacancies within their reach, while they may be kept.

Retention is part of the question itself: six months after a vacancy closed its applications answer to nobody here.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, and_, false, or_, select
from sqlalchemy.orm import joinedload, load_only, selectin_polymorphic, selectinload

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.applications.models import Application, ApplicationEvent, ApplicationState, PanelMember
from teachpb.applications.policies import PANEL_ROLES
from teachpb.applications.queries.own import with_lists, with_vacancy
from teachpb.applications.retention import kept_since
from teachpb.db import db
from teachpb.schools.models import Membership, Organisation, School, Trust
from teachpb.schools.queries import organisation_ids_for
from teachpb.vacancies.models import Vacancy, VacancyState
from teachpb.vacancies.policies import HIRING_ROLES
from teachpb.vacancies.queries.hiring import belongs_to


def known_vacancies(user: User | None) -> Select[Vacancy]:
    """The published vacancies whose applications ``user`` may read, the latest to close first."""
    return (
        select(Vacancy)
        .where(within_reach(user), still_kept(), Vacancy.state != VacancyState.draft)
        .options(
            joinedload(Vacancy.organisation).options(selectin_polymorphic(Organisation, [School, Trust])),
            selectinload(Vacancy.schools),
        )
        .order_by(Vacancy.closes_at.desc(), Vacancy.id.desc())
    )


def get_known_vacancy(user: User | None, vacancy_id: int) -> Vacancy | None:
    return db.session.scalar(known_vacancies(user).where(Vacancy.id == vacancy_id))


def within_reach(user: User | None) -> ColumnElement[bool]:
    """Vacancies of the person's own as owner or recruiter, and those whose panel they sit on."""
    if user is None or not user.is_active:
        return false()
    on_panel = select(PanelMember.vacancy_id).where(PanelMember.user_id == user.id)
    return or_(
        belongs_to(organisation_ids_for(user, *HIRING_ROLES)),
        and_(belongs_to(organisation_ids_for(user, *PANEL_ROLES)), Vacancy.id.in_(on_panel)),
    )


def still_kept() -> ColumnElement[bool]:
    return Vacancy.closes_at > kept_since(clock.now())


def visible_to(user: User | None) -> Select[Application]:
    """The applications ``user`` may know of as hiring staff, newest first. Never a draft."""
    newest_first = (Application.submitted_at.desc(), Application.id.desc())
    return _visible(user).options(*with_vacancy()).order_by(*newest_first)


def _visible(user: User | None) -> Select[Application]:
    return (
        select(Application)
        .join(Application.vacancy)
        .where(Application.state != ApplicationState.draft, within_reach(user), still_kept())
    )


def received(user: User | None, organisation_ids: set[int], *, only_new: bool = False) -> Select[Application]:
    """Of those, the ones for vacancies of these organisations."""
    question = visible_to(user).where(belongs_to(organisation_ids))
    return question.where(Application.state == ApplicationState.submitted) if only_new else question


def received_of(user: User | None, vacancy: Vacancy, states: tuple[ApplicationState, ...]) -> Select[Application]:
    """Of those, the ones for one vacancy in these states, first come first."""
    return (
        visible_to(user)
        .where(Application.vacancy_id == vacancy.id, Application.state.in_(states))
        .order_by(None)
        .order_by(Application.submitted_at, Application.id)
    )


def pipeline_of(user: User | None, vacancy: Vacancy, states: tuple[ApplicationState, ...]) -> Select[Application]:
    """As ``received_of``, with no more of each application than a row of the list shows: nothing is unsealed for it.
    The vacancy is there already."""
    shown = (Application.first_name, Application.last_name, Application.qts_status, Application.revealed_at)
    facts = (Application.code, Application.state, Application.state_entered_at, Application.submitted_at)
    return (
        _visible(user)
        .where(Application.vacancy_id == vacancy.id, Application.state.in_(states))
        .options(load_only(Application.vacancy_id, *facts, *shown))
        .order_by(Application.submitted_at, Application.id)
    )


def get_received(user: User | None, application_id: int) -> Application | None:
    return db.session.scalar(
        visible_to(user)
        .where(Application.id == application_id)
        .options(
            *with_lists(),
            selectinload(Application.events).joinedload(ApplicationEvent.actor),
        )
    )


def panel_of(vacancy: Vacancy) -> list[PanelMember]:
    """Who is on the panel of a vacancy, by name."""
    members = db.session.scalars(
        select(PanelMember).where(PanelMember.vacancy_id == vacancy.id).options(joinedload(PanelMember.user))
    )
    return sorted(members, key=lambda member: (member.user.full_name.casefold(), member.id))


def present_readers(vacancy: Vacancy, user_ids: Collection[int]) -> set[int]:
    """Of these people, those who can still read the applications of a vacancy: as owner or recruiter of one of its
    organisations (or of their trusts), or from its panel."""
    organisations = [vacancy.organisation, *vacancy.schools]
    reach = {each.id for each in organisations} | {each.trust_id_or_none for each in organisations} - {None}
    question = (
        select(Membership.user_id)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.user_id.in_(user_ids),
            Membership.organisation_id.in_(reach),
            or_(
                Membership.role.in_(HIRING_ROLES),
                and_(
                    Membership.role.in_(PANEL_ROLES),
                    User.id.in_(select(PanelMember.user_id).where(PanelMember.vacancy_id == vacancy.id)),
                ),
            ),
            Membership.ended_at.is_(None),
            Membership.approved_at.is_not(None),
            User.closed_at.is_(None),
        )
    )
    return set(db.session.scalars(question)) if user_ids else set()


def panel_candidates(vacancy: Vacancy) -> list[User]:
    """The panel members of the vacancy's organisations (and of their trusts) who are not on its panel yet, by name."""
    organisations = [vacancy.organisation, *vacancy.schools]
    reach = {each.id for each in organisations} | {each.trust_id_or_none for each in organisations} - {None}
    seated = select(PanelMember.user_id).where(PanelMember.vacancy_id == vacancy.id)
    return list(
        db.session.scalars(
            select(User)
            .join(Membership, Membership.user_id == User.id)
            .where(
                Membership.organisation_id.in_(reach),
                Membership.role.in_(PANEL_ROLES),
                Membership.ended_at.is_(None),
                Membership.approved_at.is_not(None),
                User.closed_at.is_(None),
                User.id.not_in(seated),
            )
            .distinct()
            .order_by(User.full_name, User.id)
        )
    )
