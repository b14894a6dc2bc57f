"""What the two sides of a thread can do, and what stays hidden."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from teachpb.applications import operations as applications
from teachpb.applications.models import Application, ApplicationState, WithdrawalReason
from teachpb.audit.models import AuditEntry
from teachpb.db import transaction
from teachpb.messages import operations
from teachpb.messages.errors import CannotWrite
from teachpb.messages.models import Side, Thread
from teachpb.messages.queries import MOST_AN_HOUR, thread_of
from teachpb.schools.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, DraftApplicationFactory
from tests.factories.messages import MessageTemplateFactory, QuestionFactory, ThreadFactory, say
from tests.factories.schools import SchoolFactory, TrustFactory, member
from tests.factories.vacancies import ExpiredVacancyFactory, VacancyFactory
from tests.support.client import StrictClient
from tests.support.queries import QueryCounter
from tests.support.time import FrozenClock

Count = Callable[[], AbstractContextManager[QueryCounter]]


def threads(session: Session) -> list[Thread]:
    session.expire_all()
    return session.query(Thread).order_by(Thread.id).all()


def sent_to(school: Any, **fields: Any) -> Application:
    return ApplicationFactory(vacancy=VacancyFactory(organisation=school), **fields)


def test_school_and_candidate_talk(client: StrictClient, session: Session, outbox: Callable[[], list[Any]]) -> None:
    school = SchoolFactory()
    application = sent_to(school)
    path = f"/hiring/applications/{application.id}/messages"
    client.sign_in(member(Role.recruiter, school, full_name="Ruth Recruiter"))
    sent = client.submit(path, body="Could you come on Friday?\n\nRegards,\nRuth")
    assert "Your message is sent" in client.follow(sent).flashes[0]
    mail = outbox()[-1]
    assert mail.to == application.candidate.email
    assert mail.subject == "A message about your application"
    assert "Friday" not in mail.text + mail.html

    client.sign_in(application.candidate)
    own = f"/account/applications/{application.id}/messages"
    assert "Read the message from the school" in client.get("/account/applications").text
    page = client.get(own)
    assert "Ruth Recruiter, " + school.name in page.text
    assert [p.get_text("|") for p in page.select("main ol .tp-prose p")] == [
        "Could you come on Friday?",
        "Regards,|Ruth",
    ]
    client.submit(own, action=own, body="Gladly.")
    assert "Read the message" not in client.get("/account/applications").text  # who answers has read

    client.sign_in(member(Role.owner, school))
    page = client.get("/hiring/messages")
    assert "Unread" in page.text
    assert "Gladly." in page.text
    assert "Gladly." in client.get(path).text
    assert len(threads(session)) == 1


@pytest.mark.parametrize("side", Side)
def test_the_same_form_sends_once(
    client: StrictClient, session: Session, outbox: Callable[[], list[Any]], side: Side
) -> None:
    thread = ThreadFactory()
    say(thread, Side.school)
    school = side is Side.school
    client.sign_in(member(Role.owner, thread.vacancy.organisation) if school else thread.candidate)
    path = f"/{'hiring' if school else 'account'}/applications/{thread.application_id}/messages"
    form = {**client.get(path).form(path), "body": "Once is enough"}
    for _ in range(3):
        client.post(path, form)
    client.submit(path, action=path, body="Once is enough")  # a new page, meant anew
    assert [m.body for m in threads(session)[0].messages] == ["Is there parking?", "Once is enough", "Once is enough"]
    assert len([mail for mail in outbox() if mail.kind == "messages.to_candidate"]) == (2 if school else 0)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [("", "Write your message"), ("  \n ", "Write your message"), ("x" * 3001, "3,000 characters or fewer")],
)
def test_what_cannot_be_sent_says_why_and_is_kept(
    client: StrictClient, session: Session, body: str, sentence: str
) -> None:
    application = ApplicationFactory()
    client.sign_in(member(Role.owner, application.vacancy.organisation))
    path = f"/hiring/applications/{application.id}/messages"
    page = client.submit(path, status=200, action=path, body=body)
    assert sentence in page.errors[0]
    assert page.select("textarea#body")[0].get_text().strip() == body.strip()
    assert threads(session) == []


def test_nobody_writes_after_a_withdrawal_and_what_was_typed_is_not_lost(
    client: StrictClient, session: Session
) -> None:
    thread = ThreadFactory()
    say(thread, Side.school)
    path = f"/hiring/applications/{thread.application_id}/messages"
    client.sign_in(member(Role.owner, thread.vacancy.organisation))
    form = {**client.get(path).form(path), "body": "See you on Friday"}
    with transaction():
        applications.withdraw(
            actor=thread.candidate, application=thread.application, reason=WithdrawalReason.changed_mind
        )
    page = client.post(path, form, status=200)
    assert "withdrawn" in page.errors[0]
    assert "See you on Friday" in page.select("textarea")[0].get_text()
    assert "nobody can write any more" in client.get(path).text
    client.sign_in(thread.candidate)
    page = client.get(f"/account/applications/{thread.application_id}/messages")
    assert "You cannot write about this application any more" in page.text


def test_a_kind_no_is_sent_with_a_warning_and_without_an_answer(client: StrictClient, session: Session) -> None:
    application = ApplicationFactory(state=ApplicationState.unsuccessful)
    client.sign_in(member(Role.owner, application.vacancy.organisation))
    path = f"/hiring/applications/{application.id}/messages"
    assert "can read this and cannot answer" in client.get(path).text
    client.submit(path, action=path, body="You were close.")
    with pytest.raises(CannotWrite), transaction():
        operations.write_to_school(actor=application.candidate, application=application, body="Why?", token="t" * 20)


def test_reading_is_told_by_pressing_and_never_by_looking(client: StrictClient, session: Session) -> None:
    thread = ThreadFactory()
    first = say(thread, Side.candidate)
    client.sign_in(member(Role.owner, thread.vacancy.organisation))
    path = f"/hiring/applications/{thread.application_id}/messages"
    client.get(path)
    assert "Mark as read" in client.get(path).text
    form = client.get(path).form(f"/hiring/messages/{thread.id}/read")
    assert form["read_to"] == str(first.id)
    say(thread, Side.candidate, "And another thing")  # came after the page was shown
    answer = client.http.post(f"/hiring/messages/{thread.id}/read", data=form, headers={"HX-Request": "true"})
    assert answer.status_code == 200 and "Marked as read" in answer.text and "<html" not in answer.text
    assert "Mark as read" in client.get(path).text  # the second one is not read yet
    client.post(f"/hiring/messages/{thread.id}/read", client.get(path).form(f"/hiring/messages/{thread.id}/read"))
    assert "Mark as read" not in client.get(path).text
    client.sign_in(member(Role.recruiter, thread.vacancy.organisation))
    assert "Mark as read" in client.get(path).text  # everybody reads for themselves
    say(thread, Side.school, "Dealt with")
    assert "Mark as read" not in client.get(path).text  # and an answer is for all


@pytest.mark.parametrize("read_to", ["", "abc", "-1", "99999999999", "999999999"])
def test_nonsense_marks_nothing_beyond_the_end(client: StrictClient, session: Session, read_to: str) -> None:
    thread = ThreadFactory()
    say(thread, Side.school)
    client.sign_in(thread.candidate)
    client.post(f"/account/messages/{thread.id}/read", {"read_to": read_to})
    say(thread, Side.school)
    assert "Unread" in client.get("/account/messages").text


# -- asking before applying


def test_a_question_becomes_part_of_the_application(client: StrictClient, session: Session) -> None:
    school = SchoolFactory()
    vacancy = VacancyFactory(organisation=school)
    person = UserFactory(full_name="Quentin Asker")
    client.sign_in(person)
    advert = client.get(f"/jobs/{vacancy.slug}")
    asking = advert.links["Ask the school before you apply"]
    sent = client.submit(asking, body="Is the post part time?")
    client.follow(sent)
    assert client.get(asking, status=302).location == sent.location  # one thread, found again

    owner = member(Role.owner, school)
    client.sign_in(owner)
    page = client.get("/hiring/messages")
    assert "Quentin Asker" in page.text and "Has not applied" in page.text
    thread_page = page.links["Quentin Asker"]
    client.submit(thread_page, action=thread_page, body="It can be.")

    draft = DraftApplicationFactory(vacancy=vacancy, candidate=person)
    client.get(f"/hiring/applications/{draft.id}/messages", status=404)
    assert "Has not applied" in client.get("/hiring/messages").text  # nobody learns of a draft
    with transaction():
        applications.submit(actor=person, application=draft)
    page = client.get(f"/hiring/applications/{draft.id}/messages")
    assert "Is the post part time?" in page.text and "It can be." in page.text
    client.get(f"/hiring/messages/{threads(session)[0].id}", status=302)
    client.sign_in(person)
    assert client.get(asking, status=302).location.endswith(f"/account/applications/{draft.id}/messages")
    assert len(threads(session)) == 1


def test_applying_again_takes_the_newer_question_along(session: Session) -> None:
    first = ThreadFactory()
    say(first, Side.school)
    person, vacancy = first.candidate, first.vacancy
    with transaction():
        applications.withdraw(actor=person, application=first.application, reason=WithdrawalReason.changed_mind)
    with transaction():
        operations.ask(actor=person, vacancy=vacancy, body="May I apply again?", token="t" * 20)
    again = DraftApplicationFactory(vacancy=vacancy, candidate=person)
    with transaction():
        applications.submit(actor=person, application=again)
    kept = thread_of(again)
    assert kept is not None and kept.id != first.id
    assert [message.body for message in kept.messages] == ["May I apply again?"]


def test_a_closed_job_takes_no_questions(client: StrictClient, session: Session, frozen: FrozenClock) -> None:
    vacancy = VacancyFactory()
    client.sign_in(UserFactory())
    asking = f"/jobs/{vacancy.slug}/question"
    client.get(asking)
    frozen.advance(timedelta(days=15))
    client.sign_in(UserFactory())
    page = client.post(asking, {"body": "Too late?"}, status=200)
    assert "has closed" in page.errors[0]
    assert "Too late?" in page.select("textarea")[0].get_text()
    assert client.get(asking, status=302).location == f"/jobs/{vacancy.slug}"
    assert "Ask the school before you apply" not in client.get(f"/jobs/{vacancy.slug}").text


def test_adverts_of_a_recruitment_system_take_no_questions(client: StrictClient, session: Session) -> None:
    vacancy = VacancyFactory(provider="Some system")
    client.sign_in(UserFactory())
    client.get(f"/jobs/{vacancy.slug}/question", status=404)
    assert "Ask the school before" not in client.get(f"/jobs/{vacancy.slug}").text


def test_nobody_floods_a_school(session: Session, frozen: FrozenClock) -> None:
    question = QuestionFactory()
    for _ in range(MOST_AN_HOUR):
        say(question, Side.candidate)
    with pytest.raises(Exception, match="many messages within an hour"), transaction():
        operations.ask(actor=question.candidate, vacancy=question.vacancy, body="More", token="t" * 20)
    frozen.advance(timedelta(minutes=61))
    with transaction():
        operations.ask(actor=question.candidate, vacancy=question.vacancy, body="More", token="t" * 20)


# -- hidden names


def test_while_names_are_hidden_no_page_and_no_mail_tells_one(
    client: StrictClient, session: Session, outbox: Callable[[], list[Any]]
) -> None:
    """The reference prints the real name in its inbox and its notices."""
    school = SchoolFactory()
    vacancy = VacancyFactory(organisation=school, is_anonymised=True)
    person = UserFactory(full_name="Zelda Quartz", email="zelda.quartz@example.org")
    application = ApplicationFactory(
        vacancy=vacancy, candidate=person, first_name="Zelda", last_name="Quartz", phone="07700 900123"
    )
    words = "Is there parking? ZELDA Quartz, zelda.quartz@example.org, 07700 900 123, zq@private.example"
    staff = member(Role.owner, school)
    client.sign_in(staff)
    client.submit("/hiring/messages/settings", choice="at_once")
    with transaction():
        operations.write_to_school(actor=person, application=application, body=words, token="a" * 20)
        other = UserFactory.build(full_name="Xavier Only")
        session.add(other)
        session.flush()
        operations.ask(actor=other, vacancy=vacancy, body="I am Xavier Only, xavier@x.example", token="b" * 20)
    thread, question = threads(session)
    pages = [
        client.get("/hiring/messages"),
        client.get(f"/hiring/applications/{application.id}/messages"),
        client.get(f"/hiring/messages/{question.id}"),
        client.get(f"/hiring/vacancies/{vacancy.id}/message/write?application={application.id}"),
    ]
    assert "No conversation is about" in client.get("/hiring/messages?title=Zelda").text
    told = " ".join(page.body for page in pages)
    told += " ".join(f"{mail.subject} {mail.text} {mail.html}" for mail in outbox() if mail.to == staff.email)
    for secret in ("elda", "uartz", "ELDA", "900 123", "900123", "private.example", "Xavier", "xavier"):
        assert secret not in told, secret
    assert f"Candidate {application.code}" in told and f"Question {question.code}" in told
    trail = session.query(AuditEntry).filter(AuditEntry.organisation_id == school.id)
    assert "Zelda" not in " ".join(entry.actor_label for entry in trail)
    with transaction():
        applications.move(actor=staff, application=application, state=ApplicationState.shortlisted)
    assert "Zelda Quartz" in client.get(f"/hiring/applications/{application.id}/messages").text
    assert thread.name_for_staff == "Zelda Quartz"


def test_what_is_written_cannot_be_read_in_the_database(session: Session) -> None:
    say(ThreadFactory(), Side.candidate, "My mother is ill")
    stored = session.execute(text("SELECT body FROM thread_messages")).scalar_one()
    assert stored.startswith("sealed:") and "ill" not in stored[:20]


def test_conversations_leave_with_their_application(
    client: StrictClient, session: Session, frozen: FrozenClock
) -> None:
    thread = ThreadFactory()
    say(thread, Side.candidate)
    question = QuestionFactory(vacancy=thread.vacancy)
    say(question, Side.candidate)
    frozen.move_to(thread.vacancy.closes_at + timedelta(days=185))
    client.sign_in(member(Role.owner, thread.vacancy.organisation))
    assert "Nothing to read" in client.get("/hiring/messages").text
    client.get(f"/hiring/applications/{thread.application_id}/messages", status=404)
    client.get(f"/hiring/messages/{question.id}", status=404)
    client.sign_in(thread.candidate)
    assert "Is there parking?" in client.get(f"/account/applications/{thread.application_id}/messages").text


# -- the inbox


def test_unread_first_then_the_latest_found_by_job_and_put_away(
    client: StrictClient, session: Session, frozen: FrozenClock
) -> None:
    trust = TrustFactory()
    school = SchoolFactory(trust=trust)
    titles = ["Answered", "Old and unread", "New and unread", "100% of a job"]
    found = {}
    for title in titles:
        frozen.advance(timedelta(hours=1))
        vacancy = VacancyFactory(organisation=school, title=title)
        found[title] = ThreadFactory(application=ApplicationFactory(vacancy=vacancy))
        say(found[title], Side.candidate)
    frozen.advance(timedelta(hours=1))
    say(found["Answered"], Side.school)
    client.sign_in(member(Role.owner, trust))

    def order(address: str = "/hiring/messages") -> list[str]:
        return [cell.get_text() for cell in client.get(address).select("td[data-label=Job]")]

    assert order() == ["100% of a job", "New and unread", "Old and unread", "Answered"]
    assert order("/hiring/messages?title=UNREAD") == ["New and unread", "Old and unread"]
    assert order("/hiring/messages?title=100%25") == ["100% of a job"]
    assert "No conversation is about" in client.get("/hiring/messages?title=nothing").text
    put = client.post("/hiring/messages/archive", {"thread": [found["Answered"].id], "to": "archive"})
    assert "1 conversation moved to the archive" in client.follow(put).flashes[0]
    assert "Answered" not in order() and order("/hiring/messages?tab=archive") == ["Answered"]
    with transaction():
        operations.write_to_school(
            actor=found["Answered"].candidate, application=found["Answered"].application, body="Hello", token="t" * 20
        )
    assert order("/hiring/messages?tab=archive") == [] and order()[0] == "Answered"
    client.post("/hiring/messages/archive", {"thread": [found["Answered"].id], "to": "archive"})
    client.post("/hiring/messages/archive", {"thread": [found["Answered"].id], "to": "inbox"})
    assert "Answered" in order()
    assert "Tick at least one" in client.follow(client.post("/hiring/messages/archive", {"thread": "x"})).flashes[0]


def test_lists_ask_no_more_for_twenty_than_for_two(client: StrictClient, session: Session, query_count: Count) -> None:
    school, person = SchoolFactory(), UserFactory()
    owner = member(Role.owner, school)

    def more(number: int) -> None:
        for _ in range(number):
            say(ThreadFactory(application=sent_to(school, candidate=person)), Side.candidate)

    def asked(who: Any, path: str) -> int:
        client.sign_in(who)
        client.get(path)
        with query_count() as queries:
            client.get(path)
        return queries.count

    more(2)
    before = [asked(owner, "/hiring/messages"), asked(person, "/account/messages")]
    more(10)
    assert [asked(owner, "/hiring/messages"), asked(person, "/account/messages")] == before


# -- several at once, and saved words


def test_one_message_joins_each_candidates_own_thread(
    client: StrictClient, session: Session, outbox: Callable[[], list[Any]]
) -> None:
    """The reference opens a new conversation for each bulk message."""
    school = SchoolFactory()
    vacancy = VacancyFactory(organisation=school, title="Cook")
    known = ApplicationFactory(vacancy=vacancy, first_name="Ann")
    say(ThreadFactory(application=known), Side.school, "Earlier")
    new = ApplicationFactory(vacancy=vacancy, first_name="Bob")
    gone = ApplicationFactory(vacancy=vacancy, state=ApplicationState.withdrawn)
    elsewhere = ApplicationFactory()
    words = MessageTemplateFactory(organisation=school, name="Thanks", body="Dear {first_name}, about {job}.")
    client.sign_in(member(Role.recruiter, school))
    pipeline = client.get(f"/hiring/vacancies/{vacancy.id}/applications?tab=new")
    button = pipeline.select("button[formaction]")[0]
    assert button.get_text() == "Write to the ticked"
    ticked = [known.id, new.id, gone.id, elsewhere.id]
    page = client.follow(client.post(str(button["formaction"]), {"application": ticked}))
    assert "2 candidates get" in page.text
    page = client.get(page.links["Thanks"])
    form = page.form()
    assert form["body"].strip() == words.body
    action = str(page.select("main form[method=post]")[-1]["action"])
    for _ in range(2):
        assert "2 candidates have been written to" in client.follow(client.post(action, form)).flashes[0]
    said = {thread.application_id: [m.body for m in thread.messages] for thread in threads(session)}
    assert said == {known.id: ["Earlier", "Dear Ann, about Cook."], new.id: ["Dear Bob, about Cook."]}
    assert len(outbox()) == 2
    refused = client.post(str(button["formaction"]), {"application": [elsewhere.id, "x"]})
    assert "Tick at least one" in client.follow(refused).flashes[0]


def test_a_no_with_saved_words_is_one_step(
    client: StrictClient, session: Session, outbox: Callable[[], list[Any]]
) -> None:
    school = SchoolFactory(name="Fenside School")
    vacancy = VacancyFactory(organisation=school, is_anonymised=True, title="Cook")
    application = ApplicationFactory(vacancy=vacancy, first_name="Ann")
    single = sent_to(school, first_name="Bea")
    words = MessageTemplateFactory(organisation=school)
    foreign = MessageTemplateFactory()
    client.sign_in(member(Role.recruiter, school))
    path = f"/hiring/vacancies/{vacancy.id}/applications?tab=new"
    page = client.get(path)
    assert words.name in page.text and foreign.name not in page.text
    chosen = {"application": [application.id], "state": "unsuccessful", "message": "Good luck."}
    page = client.post(path, {**chosen, "saved": foreign.id}, status=200)
    assert page.errors
    client.post(path, {**chosen, "saved": words.id})
    session.expire_all()
    told = application.events[-1].message
    assert told == "Dear candidate, thank you for applying for Cook at Fenside School.\n\nGood luck."
    assert "Dear candidate, thank you" in outbox()[-1].text
    client.submit(
        f"/hiring/applications/{single.id}",
        action=f"/hiring/applications/{single.id}",
        state="unsuccessful",
        saved=words.id,
    )
    session.expire_all()
    assert single.events[-1].message.startswith("Dear Bea, thank you")


def test_saved_messages_are_kept_by_the_school(client: StrictClient, session: Session) -> None:
    trust = TrustFactory()
    school = SchoolFactory(trust=trust)
    MessageTemplateFactory(organisation=trust, name="Of the trust")
    client.sign_in(member(Role.owner, school))
    answers = {"name": "A kind no", "kind": "rejection", "body": "Dear {first_name}"}
    assert "Nothing is saved yet" in client.get("/hiring/message-templates").text
    wrong = client.submit("/hiring/message-templates/new", status=200, **{**answers, "body": "Dear {nickname}"})
    assert wrong.errors == ["Take {nickname} out: what can be filled in is {first_name}, {job}, {school}"]
    for _ in range(2):
        client.submit("/hiring/message-templates/new", **answers)
    page = client.get("/hiring/message-templates")
    assert page.text.count("A kind no Not taken further") == 1 and "Of the trust" in page.text
    taken = client.submit("/hiring/message-templates/new", status=200, **{**answers, "body": "Other words"})
    assert "already" in taken.errors[0]
    change = str(page.select(".govuk-summary-card__actions a")[0]["href"])
    client.submit(change, name="A kinder no")
    page = client.get("/hiring/message-templates")
    assert "A kinder no" in page.text
    client.post(str(page.select(".govuk-summary-card form")[0]["action"]))
    assert "A kinder no" not in client.get("/hiring/message-templates").text.replace("deleted", "")
    application = sent_to(school)
    assert "Of the trust" in client.get(f"/hiring/applications/{application.id}/messages").text


# -- the morning’s mail


def test_staff_choose_when_they_hear(
    client: StrictClient,
    session: Session,
    frozen: FrozenClock,
    run_job: Callable[[str], object],
    outbox: Callable[[], list[Any]],
) -> None:
    """The reference writes to everybody; here each decides: at once, in the morning, or not at all."""
    school = SchoolFactory()
    application = sent_to(school)
    quick, daily, silent = (member(Role.recruiter, school) for _ in range(3))
    member(Role.viewer, school)
    for person, choice in ((quick, "at_once"), (silent, "never")):
        client.sign_in(person)
        client.submit("/hiring/messages/settings", choice=choice)
    with transaction():
        operations.write_to_school(actor=application.candidate, application=application, body="Hello", token="a" * 20)
    assert [mail.to for mail in outbox()] == [quick.email]
    assert run_job("messages.send_digests") == 0  # ten in the morning is too late for today
    frozen.move_to(frozen().replace(hour=6, minute=29) + timedelta(days=1))
    assert run_job("messages.send_digests") == 0
    frozen.advance(timedelta(minutes=1))
    assert run_job("messages.send_digests") == 1
    assert run_job("messages.send_digests") == 0
    assert outbox()[-1].to == daily.email and "1 conversation has" in outbox()[-1].text
    assert "Hello" not in outbox()[-1].text
    frozen.advance(timedelta(days=1))
    assert run_job("messages.send_digests") == 0  # nothing new
    with transaction():
        operations.write_to_school(actor=application.candidate, application=application, body="More", token="b" * 20)
        operations.write_to_candidate(actor=quick, application=application, body="Yes", token="c" * 20)
    frozen.advance(timedelta(days=1))
    assert run_job("messages.send_digests") == 0  # a colleague has answered
    assert len(outbox()) == 4


def test_closing_an_account_takes_what_was_written_along(session: Session) -> None:
    from teachpb.accounts.operations import close_account

    thread = ThreadFactory()
    appointed = ThreadFactory(
        application=ApplicationFactory(candidate=thread.candidate, state=ApplicationState.appointed)
    )
    question = QuestionFactory(candidate=thread.candidate)
    for each in (thread, appointed, question):
        say(each, Side.candidate)
    with transaction():
        close_account(user=thread.candidate)
    assert [each.id for each in threads(session)] == [appointed.id]


def test_a_vacancy_that_goes_takes_its_threads_along(session: Session) -> None:
    vacancy = ExpiredVacancyFactory()
    say(QuestionFactory(vacancy=vacancy), Side.candidate)
    session.execute(text("DELETE FROM vacancies WHERE id = :id"), {"id": vacancy.id})
    session.commit()
    assert threads(session) == []


def test_after_a_year_nothing_is_left_of_a_conversation(
    session: Session, frozen: FrozenClock, run_job: Callable[[str], object]
) -> None:
    """Six months for the school, a year for the candidate’s own copy; questions that led nowhere go on the same day."""
    thread = ThreadFactory()
    question = QuestionFactory(vacancy=thread.vacancy)
    for each in (thread, question):
        say(each, Side.candidate)
    closed = thread.vacancy.closes_at
    for months, left in ((7, 2), (13, 0)):
        frozen.move_to(closed + timedelta(days=months * 30.5))
        run_job("messages.forget_questions")
        with transaction():
            forget = applications.forget_for_staff if months < 12 else applications.forget_for_all
            forget(vacancy_id=thread.vacancy_id)
        assert len(threads(session)) == left
    assert session.execute(text("SELECT count(*) FROM thread_messages")).scalar_one() == 0
