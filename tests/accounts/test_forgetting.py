"""Deleting an account for real: every table and column is searched for the person afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb.accounts.models import DataExport, MailedLink, User
from teachpb.applications import operations as applications
from teachpb.applications.models import Application, ApplicationState
from teachpb.audit.models import AuditEntry
from teachpb.db import Model, db, transaction
from teachpb.messages.models import Side
from teachpb.notifications.models import MessageRow
from teachpb.references import operations as papers
from teachpb.references.models import ReferenceState
from teachpb.schools.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.alerts import AlertFactory
from tests.factories.applications import ApplicationFactory, DraftApplicationFactory
from tests.factories.candidates import ProfileFactory
from tests.factories.governors import InterestFactory
from tests.factories.messages import QuestionFactory, ThreadFactory, say
from tests.factories.references import DisclosureFactory, ReferenceFactory
from tests.factories.saved import SavedVacancyFactory
from tests.factories.schools import member
from tests.factories.vacancies import VacancyFactory
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

PASSWORD = "lantern otter gravel"
EMAIL, PHONE, FIRST, LAST = "quentina@example.org", "01733 987654", "Quentina", "Zappelmann"
TRACES = (EMAIL, PHONE, PHONE.replace(" ", ""), FIRST.casefold(), LAST.casefold(), "quentina", "fenland lynx")
Run = Callable[[str], object]
_S = ApplicationState


@pytest.fixture
def quentina(session: Session, frozen: FrozenClock) -> User:
    """Somebody who has done everything a candidate can do here."""
    user: User = UserFactory(email=EMAIL, full_name=f"{FIRST} {LAST}", password=PASSWORD)
    own = {
        "candidate": user,
        "first_name": FIRST,
        "last_name": LAST,
        "previous_names": f"{FIRST} Lynx",
        "phone": PHONE,
        "email": EMAIL,
        "statement": f"I am {FIRST}, and I know the fenland lynx.",
        "needs_support": True,
        "support_needs": f"Ring {PHONE}",
        "address_line_1": f"{LAST} House",
    }
    for state in (_S.submitted, _S.interviewing, _S.unsuccessful, _S.withdrawn, _S.offered):
        application = ApplicationFactory(vacancy=VacancyFactory(), state=state, **own)
        application.events[-1].message = f"Dear {FIRST}"
        application.events[-1].note = f"{LAST} was late"
    DraftApplicationFactory(**own)
    running = ApplicationFactory(vacancy=VacancyFactory(), state=_S.shortlisted, **own)
    ReferenceFactory(application=running, state=ReferenceState.received, received_note=f"About {FIRST}")
    DisclosureFactory(application=running, answers={"full_name": f"{FIRST} {LAST}"})
    ProfileFactory(user=user, first_name=FIRST, last_name=LAST, phone=PHONE, statement=f"{FIRST} and the fenland lynx")
    SavedVacancyFactory(user=user, note=f"Ring {PHONE}")
    AlertFactory(user=user, email=EMAIL)
    say(ThreadFactory(application=running), Side.candidate, f"It is {FIRST} {LAST}. Ring {PHONE}")
    say(QuestionFactory(candidate=user), Side.candidate, f"May I visit? {FIRST}")
    say(QuestionFactory(candidate=user), Side.school, f"Of course, {FIRST}")
    own_words = {"message": f"Dear {FIRST}", "note": f"{LAST} was late"}
    with transaction():
        applications.move(
            actor=member(Role.owner, running.vacancy.organisation),
            application=running,
            state=_S.interviewing,
            **own_words,
        )
    offer_to_govern(user)
    session.commit()
    with transaction():
        papers.ask_referees(actor=member(Role.owner, running.vacancy.organisation), application=running)
    return user


def offer_to_govern(user: User) -> None:
    """With an account, and before there was one."""
    for who in (user, None):
        InterestFactory(user=who, name=f"{FIRST} {LAST}", email=EMAIL, phone=PHONE, motivation=f"I am {FIRST}")


def everything() -> Iterator[tuple[str, str]]:
    """(table.column, text) of every value in the database, sealed ones opened."""
    for table in Model.metadata.sorted_tables:
        for row in db.session.execute(select(table)):
            for column, value in row._mapping.items():
                if value is not None:
                    shown = value.decode("latin-1") if isinstance(value, bytes) else str(value)
                    yield f"{table.name}.{column}", shown.casefold()


def traces() -> set[str]:
    return {where for where, shown in everything() for trace in TRACES if trace in shown}


def test_the_search_finds_what_is_there(session: Session, quentina: User) -> None:
    found = traces()
    assert {"users.email", "users.full_name", "applications.statement", "applications.support_needs"} <= found
    assert {"thread_messages.body", "expressions_of_interest.motivation", "expressions_of_interest.email"} <= found
    assert {"application_events.note", "reference_requests.received_note", "disclosures.answers"} <= found


def test_nothing_is_left_of_a_person_but_what_they_were_sent_last(
    client: StrictClient, session: Session, quentina: User, run_job: Run
) -> None:
    client.sign_in(quentina)
    client.post("/account/data")
    run_job("accounts.make_exports")
    client.post("/account/password/link")
    client.post("/account/name", {"full_name": f"{FIRST} von {LAST}"})
    page = client.get("/account/close")
    assert "Applications that are under way are withdrawn" in page.text
    client.submit("/account/close", current_password=PASSWORD)
    written = session.scalars(select(MessageRow).where(MessageRow.text != "")).all()
    assert [mail.kind for mail in written if any(t in (mail.text + mail.to).casefold() for t in TRACES)] == [
        "accounts.account_closed"
    ]
    goodbye = {"messages.to_address", "messages.to_name", "messages.text", "messages.html"}
    assert traces() <= goodbye
    assert session.query(DataExport).count() == session.query(MailedLink).count() == 0
    number = quentina.id
    states = session.scalars(select(Application.state).where(Application.candidate_id == number)).all()
    assert set(states) == {_S.withdrawn, _S.unsuccessful}
    session.expire_all()
    labels = session.scalars(select(AuditEntry.actor_label).where(AuditEntry.actor_id == number)).all()
    assert set(labels) == {"A former user"}


def test_the_school_keeps_the_application_of_whom_it_appointed(
    client: StrictClient, session: Session, frozen: FrozenClock
) -> None:
    user = UserFactory(password=PASSWORD)
    application = ApplicationFactory(candidate=user, state=_S.appointed)
    client.sign_in(user)
    client.submit("/account/close", current_password=PASSWORD)
    session.expire_all()
    assert application.full_name
    client.sign_in(member(Role.owner, application.vacancy.organisation))
    assert application.full_name in client.get(f"/hiring/applications/{application.id}").text
