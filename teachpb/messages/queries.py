"""What can be asked about messages. Every read starts from the person: the candidate, or hiring staff.

For staff a thread is as visible as its application, and gone with it; panel members see none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import joinedload, selectin_polymorphic, selectinload

from teachpb import clock
from teachpb.accounts.models import User
from teachpb.applications import queries as applications
from teachpb.applications.models import Application, ApplicationState
from teachpb.applications.retention import kept_since, own_copy_since
from teachpb.db import db
from teachpb.messages.models import MailPreference, MessageTemplate, Thread, ThreadMark, ThreadMessage
from teachpb.schools.models import Membership, Organisation, School, Trust
from teachpb.schools.queries import organisation_ids_for
from teachpb.vacancies.models import Vacancy
from teachpb.vacancies.policies import HIRING_ROLES
from teachpb.vacancies.queries.hiring import belongs_to

#: Nobody may write more messages than this to schools within an hour.
MOST_AN_HOUR = 20


def _with_job(question: Select[Thread]) -> Select[Thread]:
    polymorphic = selectin_polymorphic(Organisation, [School, Trust])
    return question.options(
        joinedload(Thread.vacancy).options(
            joinedload(Vacancy.organisation).options(polymorphic), selectinload(Vacancy.schools)
        ),
        joinedload(Thread.candidate),
        joinedload(Thread.application).joinedload(Application.vacancy),
    )


def visible_to(user: User | None) -> Select[Thread]:
    """The threads ``user`` may know of as hiring staff."""
    known = applications.visible_to(user).options().order_by(None).with_only_columns(Application.id)
    return _with_job(
        select(Thread)
        .join(Thread.vacancy)
        .where(
            belongs_to(organisation_ids_for(user, *HIRING_ROLES)),
            Vacancy.closes_at > kept_since(clock.now()),
            or_(Thread.application_id.is_(None), Thread.application_id.in_(known)),
        )
    )


def own(user: User | None) -> Select[Thread]:
    """A candidate's own threads."""
    return _with_job(select(Thread).where(Thread.candidate_id == (user.id if user is not None else -1)))


def get_received(user: User | None, thread_id: int) -> Thread | None:
    return db.session.scalar(visible_to(user).where(Thread.id == thread_id))


def get_own(user: User | None, thread_id: int) -> Thread | None:
    return db.session.scalar(own(user).where(Thread.id == thread_id))


def thread_of(application: Application) -> Thread | None:
    return db.session.scalar(_with_job(select(Thread).where(Thread.application_id == application.id)))


def question_of(user: User, vacancy: Vacancy) -> Thread | None:
    """What ``user`` has asked about ``vacancy`` without having applied."""
    return db.session.scalar(own(user).where(Thread.vacancy_id == vacancy.id, Thread.application_id.is_(None)))


def application_for(user: User, vacancy: Vacancy) -> Application | None:
    """The application ``user`` has sent for ``vacancy`` and not withdrawn."""
    found = applications.open_application(user, vacancy.id)
    return found if found is not None and found.state is not ApplicationState.draft else None


def messages_of(thread: Thread | None) -> list[ThreadMessage]:
    if thread is None:
        return []
    question = select(ThreadMessage).where(ThreadMessage.thread_id == thread.id).order_by(ThreadMessage.id)
    return list(db.session.scalars(question.options(joinedload(ThreadMessage.author))))


def with_token(thread: Thread, token: str) -> ThreadMessage | None:
    question = select(ThreadMessage).where(ThreadMessage.thread_id == thread.id, ThreadMessage.token == token)
    return db.session.scalar(question)


def written_since(user: User, moment: datetime) -> int:
    """How many messages ``user`` has written since ``moment``."""
    question = select(func.count(ThreadMessage.id)).where(
        ThreadMessage.author_id == user.id, ThreadMessage.sent_at > moment
    )
    return db.session.scalar(question) or 0


# -- lists


def _marked(question: Select[Thread], user: User | None) -> Select[Thread]:
    mark = and_(ThreadMark.thread_id == Thread.id, ThreadMark.user_id == (user.id if user is not None else -1))
    return question.outerjoin(ThreadMark, mark)


_READ_TO = func.coalesce(ThreadMark.read_to, 0)


def _waits_for_school() -> ColumnElement[bool]:
    return and_(Thread.last_from_candidate > _READ_TO, Thread.last_from_candidate > Thread.last_from_school)


def _waits_for_candidate() -> ColumnElement[bool]:
    return Thread.last_from_school > _READ_TO


def received(
    user: User | None, organisation_ids: Collection[int], *, archived: bool = False, title: str = ""
) -> Select[Thread]:
    """What these organisations have been written: unread first, then the latest."""
    question = _marked(visible_to(user), user).where(belongs_to(organisation_ids))
    question = question.where(Thread.archived_at.is_not(None) if archived else Thread.archived_at.is_(None))
    if title:
        question = question.where(func.lower(Vacancy.title).contains(title.lower(), autoescape=True))
    return question.order_by(case((_waits_for_school(), 0), else_=1), Thread.last_at.desc(), Thread.id.desc())


def unread(user: User | None) -> Select[Thread]:
    """The threads in which ``user``, as hiring staff, has something to read; the latest first."""
    question = _marked(visible_to(user), user).where(_waits_for_school(), Thread.archived_at.is_(None))
    return question.order_by(Thread.last_at.desc(), Thread.id.desc())


def unread_count(user: User | None) -> int:
    return _count(unread(user))


def own_threads(user: User | None) -> Select[Thread]:
    question = _marked(own(user), user)
    return question.order_by(case((_waits_for_candidate(), 0), else_=1), Thread.last_at.desc(), Thread.id.desc())


def own_unread_count(user: User | None) -> int:
    return _count(_marked(own(user), user).where(_waits_for_candidate()))


def own_unread(user: User, application_ids: Sequence[int]) -> set[int]:
    """Of these applications of the candidate, those with something to read."""
    question = _marked(select(Thread), user).where(
        Thread.candidate_id == user.id, Thread.application_id.in_(application_ids), _waits_for_candidate()
    )
    return {found for found in db.session.scalars(question.with_only_columns(Thread.application_id)) if found}


def _count(question: Select[Thread]) -> int:
    return db.session.scalar(question.options().order_by(None).with_only_columns(func.count(Thread.id))) or 0


def marks_of(user: User, threads: Iterable[Thread]) -> dict[int, int]:
    """thread id -> the message up to which ``user`` has read."""
    ids = [thread.id for thread in threads]
    question = select(ThreadMark).where(ThreadMark.user_id == user.id, ThreadMark.thread_id.in_(ids))
    return {mark.thread_id: mark.read_to for mark in db.session.scalars(question)} if ids else {}


def last_messages(threads: Iterable[Thread]) -> dict[int, ThreadMessage]:
    """thread id -> the latest message in it."""
    ids = [thread.last_id for thread in threads]
    question = select(ThreadMessage).where(ThreadMessage.id.in_(ids))
    return {message.thread_id: message for message in db.session.scalars(question)} if ids else {}


# -- the school's people and words


def staff_of(vacancies: Collection[Vacancy]) -> list[User]:
    """Owners and recruiters of whoever posted these vacancies, of the schools they are for, and of their trusts."""
    reach: set[int | None] = set()
    for vacancy in vacancies:
        for each in (vacancy.organisation, *vacancy.schools):
            reach |= {each.id, each.trust_id_or_none}
    question = (
        select(User)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.organisation_id.in_(reach - {None}),
            Membership.role.in_(HIRING_ROLES),
            Membership.ended_at.is_(None),
            Membership.approved_at.is_not(None),
            User.closed_at.is_(None),
            User.confirmed_at.is_not(None),
        )
        .distinct()
        .order_by(User.id)
    )
    return list(db.session.scalars(question))


def preferences_of(users: Iterable[User]) -> dict[int, MailPreference]:
    ids = [user.id for user in users]
    question = select(MailPreference).where(MailPreference.user_id.in_(ids))
    return {each.user_id: each for each in db.session.scalars(question)}


def waiting_vacancies(since: datetime) -> list[Vacancy]:
    """Vacancies about which a candidate has written after ``since`` and nobody has answered."""
    waiting = select(Thread.vacancy_id).where(
        Thread.last_from_candidate > Thread.last_from_school, Thread.last_at > since, Thread.archived_at.is_(None)
    )
    question = (
        select(Vacancy)
        .where(Vacancy.id.in_(waiting))
        .options(
            joinedload(Vacancy.organisation).options(selectin_polymorphic(Organisation, [School, Trust])),
            selectinload(Vacancy.schools),
        )
        .order_by(Vacancy.id)
    )
    return list(db.session.scalars(question))


def forgettable(moment: datetime) -> list[int]:
    """The ids of questions about jobs that closed a year ago: conversations of applications go with those."""
    question = (
        select(Thread.id)
        .join(Thread.vacancy)
        .where(Thread.application_id.is_(None), Vacancy.closes_at <= own_copy_since(moment))
        .order_by(Thread.id)
        .limit(500)
    )
    return list(db.session.scalars(question))


def templates_of(organisation_ids: Collection[int]) -> list[MessageTemplate]:
    """The words these organisations keep, by name."""
    question = select(MessageTemplate).where(MessageTemplate.organisation_id.in_(organisation_ids))
    return list(db.session.scalars(question.order_by(MessageTemplate.name, MessageTemplate.id)))


def templates_for(vacancy: Vacancy) -> list[MessageTemplate]:
    """What can be used for a vacancy: the words of its organisations and of their trusts."""
    organisations = [vacancy.organisation, *vacancy.schools]
    ids = {each.id for each in organisations} | {each.trust_id_or_none for each in organisations}
    return templates_of([each for each in ids if each is not None])


def get_template(user: User | None, template_id: int) -> MessageTemplate | None:
    question = select(MessageTemplate).where(
        MessageTemplate.id == template_id,
        MessageTemplate.organisation_id.in_(organisation_ids_for(user, *HIRING_ROLES)),
    )
    return db.session.scalar(question.options(joinedload(MessageTemplate.organisation)))
