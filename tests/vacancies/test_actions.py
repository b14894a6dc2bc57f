"""What can be done in which state: the table, and every action by hand in every state, twice, and in two tabs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from teachpb import clock
from teachpb.audit.models import AuditEntry
from teachpb.db import db, transaction
from teachpb.schools.models import Phase, Role
from teachpb.vacancies import actions, operations
from teachpb.vacancies.actions import Action
from teachpb.vacancies.models import (
    ExtensionReason,
    ListedElsewhere,
    RelistReason,
    StartType,
    Vacancy,
    VacancyOutcome,
    VacancyState,
)
from teachpb.vacancies.signals import vacancy_cut_short, vacancy_relisted
from tests.factories.schools import SchoolFactory, TrustFactory, member
from tests.factories.vacancies import (
    DraftVacancyFactory,
    ExpiredVacancyFactory,
    ScheduledVacancyFactory,
    VacancyFactory,
)

S, A = VacancyState, Action

#: state -> what is offered there
TABLE = {
    S.draft: "template remove",
    S.scheduled: "unschedule template remove",
    S.live: "extend end template remove",
    S.expired: "relist outcome template remove",
    S.ended_early: "relist outcome template remove",
    S.removed: "",
}
SHORT = {
    A.unschedule: "unschedule",
    A.extend: "extend",
    A.end_early: "end",
    A.relist: "relist",
    A.record_outcome: "outcome",
    A.save_as_template: "template",
    A.remove: "remove",
}
#: the pages that are refused outside their states, and what they are sent
PAGES: dict[Action, dict[str, Any]] = {
    A.unschedule: {},
    A.extend: {"closes_at": "2026-06-01", "closing_time": "12:00", "start_type": "asap", "reason": "no_applications"},
    A.end_early: {"outcome": "hired_here", "listed_elsewhere": "free"},
    A.relist: {"reason": "no_applications"},
    A.record_outcome: {"outcome": "hired_here", "listed_elsewhere": "free"},
}
FACTORIES: dict[VacancyState, Any] = {
    S.draft: DraftVacancyFactory,
    S.scheduled: ScheduledVacancyFactory,
    S.live: VacancyFactory,
    S.expired: ExpiredVacancyFactory,
    S.ended_early: lambda **fields: ExpiredVacancyFactory(state=S.ended_early, **fields),
}
using_database = pytest.mark.usefixtures("session", "frozen")


@pytest.fixture
def school(session: Any) -> Any:
    return SchoolFactory(phase=Phase.primary, religious_character="")


@pytest.fixture
def owner(school: Any, client: Any) -> Any:
    user = member(Role.owner, school)
    client.sign_in(user)
    return user


def trail() -> list[AuditEntry]:
    """What was written down about vacancies."""
    question = select(AuditEntry).where(AuditEntry.verb.startswith("vacancy_")).order_by(AuditEntry.id)
    return list(db.session.scalars(question))


@pytest.mark.pure
@pytest.mark.parametrize("state", list(S))
def test_the_table_of_actions(state: S) -> None:
    assert [SHORT[action] for action in actions.OFFERED[state]] == TABLE[state].split()


@pytest.mark.pure
@pytest.mark.parametrize("state", [state for state in S if state is not S.removed])
@pytest.mark.parametrize("action", list(PAGES))
def test_a_refusal_says_what_to_do_instead(action: Action, state: S) -> None:
    words = actions.refusal(action, state)
    assert words.endswith(".")
    assert not words.endswith("..")
    if not actions.is_offered(action, state):
        assert len(words) > len(actions.STANDING[state]) + 1, "it says more than how things stand"


@using_database
@pytest.mark.parametrize("state", list(FACTORIES))
@pytest.mark.parametrize("action", list(PAGES))
def test_what_comes_too_early_or_too_late_is_told_and_changes_nothing(
    client: Any, owner: Any, school: Any, action: Action, state: S
) -> None:
    vacancy = FACTORIES[state](organisation=school)
    url = f"/hiring/vacancies/{vacancy.id}/{SHORT[action]}"
    if actions.is_offered(action, state):
        assert client.get(url).h1
        assert vacancy.state is state, "looking changes nothing"
        return
    for page in (client.get(url, status=302), client.post(url, PAGES[action])):
        assert page.location == f"/hiring/vacancies/{vacancy.id}"
    assert vacancy.state is state
    assert trail() == []
    flashed = client.http.get("/hiring/vacancies").get_data(as_text=True)
    assert actions.refusal(action, state) in flashed


@using_database
@pytest.mark.parametrize("action", list(PAGES))
def test_a_double_click_does_it_once(client: Any, owner: Any, school: Any, action: Action) -> None:
    state = next(each for each in S if actions.is_offered(action, each))
    vacancy = FACTORIES[state](organisation=school)
    url = f"/hiring/vacancies/{vacancy.id}/{SHORT[action]}"
    for _ in range(2):
        assert client.post(url, PAGES[action]).status == 302
    verbs = [entry.verb for entry in trail() if entry.verb != "vacancy_outcome_given"]
    assert len(verbs) == (0 if action is A.record_outcome else 1), verbs
    assert db.session.scalar(select(func.count(Vacancy.id))) == (2 if action is A.relist else 1)


@using_database
def test_removed_in_the_other_tab(client: Any, owner: Any, school: Any) -> None:
    vacancy = VacancyFactory(organisation=school, title="Year 5 teacher")
    base = f"/hiring/vacancies/{vacancy.id}"
    client.post(f"{base}/remove")
    for path in ("", "/tasks", "/extend", "/end", "/edit/pay", "/preview", "/published", "/remove"):
        page = client.get(base + path, status=302)
        assert page.location == "/hiring/vacancies"
    assert "“Year 5 teacher” has been removed." in client.follow(page).flashes
    for path in ("/remove", "/publish", "/extend", "/edit/pay", "/relist"):
        assert client.post(base + path).location == "/hiring/vacancies"
    assert [entry.verb for entry in trail()] == ["vacancy_removed"]
    client.sign_in(member(Role.owner))
    client.get(base, status=404)


# -- back to draft


@using_database
def test_back_to_draft_asks_first_and_clears_the_day(client: Any, owner: Any, school: Any) -> None:
    vacancy = ScheduledVacancyFactory(organisation=school)
    page = client.get(f"/hiring/vacancies/{vacancy.id}/unschedule")
    assert page.h1 == "Make this vacancy a draft again?"
    tasks = client.follow(client.post(f"/hiring/vacancies/{vacancy.id}/unschedule"))
    assert (vacancy.state, vacancy.publish_on) == (S.draft, None)
    assert "Continue: when it appears and closes" in tasks.links, "the day has to be set again"
    assert client.post(f"/hiring/vacancies/{vacancy.id}/publish").location.endswith("/edit/dates")


@using_database
def test_nothing_is_done_by_following_a_link(client: Any, owner: Any, school: Any) -> None:
    live, waiting = VacancyFactory(organisation=school), ScheduledVacancyFactory(organisation=school)
    client.get(f"/hiring/vacancies/{waiting.id}/publish", status=405)
    client.get(f"/hiring/vacancies/{waiting.id}/unschedule")
    client.get(f"/hiring/vacancies/{live.id}/unschedule", status=302)
    client.get(f"/hiring/vacancies/{live.id}/remove")
    client.get(f"/hiring/vacancies/{live.id}/end")
    assert (live.state, waiting.state) == (S.live, S.scheduled)


# -- extending


def extension(client: Any, vacancy: Vacancy, status: int = 302, **fields: Any) -> Any:
    day = {"closes_at-day": "22", "closes_at-month": "5", "closes_at-year": "2026"}
    given = {**day, "closing_time": "12:00", "reason": "no_applications", **fields}
    return client.submit(f"/hiring/vacancies/{vacancy.id}/extend", status=status, **given)


@using_database
def test_an_extension_past_the_start_asks_for_a_new_start_on_the_same_page(
    client: Any, owner: Any, school: Any
) -> None:
    vacancy = VacancyFactory(organisation=school, start_type=StartType.specific_date, starts_on=date(2026, 5, 20))
    page = extension(client, vacancy, status=200)
    assert page.errors == ["Start date must be after the closing date, 22 May 2026"]
    assert vacancy.closes_at < clock.at_london(date(2026, 5, 22))
    june = {"starts_on-day": "1", "starts_on-month": "6", "starts_on-year": "2026"}
    extension(client, vacancy, **june)
    assert vacancy.starts_on == date(2026, 6, 1)
    (entry,) = trail()
    assert {"closes_at", "starts_on"} == set(entry.changes)


@using_database
@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"closes_at-year": "2028", "closes_at-month": "6"}, "Closing date must be within the next two years"),
        ({"closes_at-month": "4"}, "The new closing date and time must be later than the present one"),
        ({"closes_at-day": "31", "closes_at-month": "6"}, None),
        ({"closing_time": "other", "other_time": ""}, "Enter a closing time, like 4pm"),
        ({"reason": None}, "Select why you are extending it"),
        ({"start_type": "specific_date"}, "Enter the start date"),
        ({"start_type": "other"}, "Enter when the job starts"),
    ],
)
def test_what_an_extension_must_be(
    client: Any, owner: Any, school: Any, fields: dict[str, Any], error: str | None
) -> None:
    vacancy = VacancyFactory(organisation=school)
    before = vacancy.closes_at
    page = extension(client, vacancy, status=200, **fields)
    assert len(page.errors) == 1
    assert error is None or page.errors == [error]
    assert vacancy.closes_at == before
    assert page.select("input[name='closes_at-year']")[0]["value"], "nothing typed is lost"


@using_database
def test_another_reason_is_kept_in_words(client: Any, owner: Any, school: Any) -> None:
    vacancy = VacancyFactory(organisation=school)
    extension(client, vacancy, reason="other", words="Half term")
    assert (vacancy.extension_reason, vacancy.extension_words) == (ExtensionReason.other, "Half term")


@using_database
def test_extending_an_old_advert_that_today_would_be_incomplete(client: Any, owner: Any, school: Any) -> None:
    vacancy = VacancyFactory(organisation=school, school_visits=None, contact_email="")
    extension(client, vacancy)
    assert vacancy.closes_at == clock.at_london(date(2026, 5, 22)) + timedelta(hours=12)


@using_database
def test_a_school_that_left_its_trust_does_not_lock_the_advert(client: Any) -> None:
    trust = TrustFactory()
    leaver = SchoolFactory(phase=Phase.primary)
    vacancy = VacancyFactory(organisation=trust, schools=[leaver])
    client.sign_in(member(Role.owner, trust))
    extension(client, vacancy)
    client.submit(f"/hiring/vacancies/{vacancy.id}/edit/contact", contact_phone="01733 747474")
    assert vacancy.contact_phone == "01733 747474"


@using_database
def test_only_the_start_goes_along_with_an_extension(owner: Any, school: Any) -> None:
    vacancy = VacancyFactory(organisation=school)
    later = vacancy.closes_at + timedelta(days=3)
    with pytest.raises(ValueError, match="title"), transaction():
        operations.extend(
            actor=owner,
            vacancy=vacancy,
            closes_at=later,
            reason=ExtensionReason.no_applications,
            start={"title": "Headteacher"},
        )


# -- ending


@using_database
@pytest.mark.parametrize("missing", ["outcome", "listed_elsewhere"])
def test_ending_wants_both_answers(client: Any, owner: Any, school: Any, missing: str) -> None:
    vacancy = VacancyFactory(organisation=school)
    given = {**PAGES[A.end_early], missing: None}
    page = client.submit(f"/hiring/vacancies/{vacancy.id}/end", status=200, **given)
    assert len(page.errors) == 1
    assert vacancy.state is S.live


@using_database
def test_ending_keeps_who_said_what_and_when(client: Any, owner: Any, school: Any) -> None:
    told: list[Vacancy] = []

    def hear(vacancy: Vacancy) -> None:
        told.append(vacancy)

    vacancy = VacancyFactory(organisation=school)
    with vacancy_cut_short.connected_to(hear):
        client.submit(f"/hiring/vacancies/{vacancy.id}/end", **PAGES[A.end_early])
    assert (vacancy.state, vacancy.closes_at) == (S.ended_early, clock.now())
    assert (vacancy.outcome, vacancy.listed_elsewhere) == (VacancyOutcome.hired_here, ListedElsewhere.free)
    assert (vacancy.outcome_by_id, vacancy.outcome_at) == (owner.id, clock.now())
    assert [each.id for each in told] == [vacancy.id]
    client.sign_in(None)
    advert = client.get(f"/jobs/{vacancy.slug}")
    assert "This job has closed" in advert.text


@using_database
def test_an_answer_can_be_changed_later(client: Any, owner: Any, school: Any) -> None:
    vacancy = ExpiredVacancyFactory(
        organisation=school, outcome=VacancyOutcome.unknown, listed_elsewhere=ListedElsewhere.unknown
    )
    page = client.get(f"/hiring/vacancies/{vacancy.id}/outcome")
    assert [box["value"] for box in page.select("input[checked]")] == ["unknown", "unknown"]
    client.submit(f"/hiring/vacancies/{vacancy.id}/outcome", outcome="hired_paid", listed_elsewhere="paid")
    assert (vacancy.outcome, vacancy.listed_elsewhere) == (VacancyOutcome.hired_paid, ListedElsewhere.paid)


# -- listing again


@using_database
def test_listing_again_says_why_and_carries_everything_but_the_dates(client: Any, owner: Any, school: Any) -> None:
    heard: list[tuple[int, int]] = []

    def hear(twin: Vacancy, original: Vacancy) -> None:
        heard.append((twin.id, original.id))

    vacancy = ExpiredVacancyFactory(
        organisation=school, start_type=StartType.specific_date, starts_on=date(2026, 9, 1), pay_words="Plus a bicycle"
    )
    with vacancy_relisted.connected_to(hear):
        page = client.submit(f"/hiring/vacancies/{vacancy.id}/relist", reason="other", words="A second post")
    twin = db.session.scalars(select(Vacancy).where(Vacancy.parent_id == vacancy.id)).one()
    assert page.location == f"/hiring/vacancies/{twin.id}/tasks"
    assert heard == [(twin.id, vacancy.id)]
    assert (twin.campaign_id, twin.pay_words, twin.title) == (vacancy.campaign_id, "Plus a bicycle", vacancy.title)
    assert (twin.publish_on, twin.closes_at, twin.starts_on, twin.opens_at) == (None, None, None, None)
    assert (twin.relist_reason, twin.relist_words) == (RelistReason.other, "A second post")
    assert (twin.outcome, twin.first_applied_at, twin.published_at) == (None, None, None)


@using_database
def test_the_second_tab_finds_the_draft_of_the_first(client: Any, owner: Any, school: Any) -> None:
    vacancy = ExpiredVacancyFactory(organisation=school)
    first = client.submit(f"/hiring/vacancies/{vacancy.id}/relist", reason="no_applications")
    second = client.get(f"/hiring/vacancies/{vacancy.id}/relist", status=302)
    assert first.location == second.location
    assert "being listed again already" in " ".join(client.follow(second).flashes)


@using_database
def test_the_campaign_is_shown_before_it_grows(client: Any, owner: Any, school: Any) -> None:
    first = ExpiredVacancyFactory(organisation=school, title="The first")
    second = ExpiredVacancyFactory(organisation=school, parent=first, campaign_id=first.campaign_id, title="The second")
    page = client.get(f"/hiring/vacancies/{second.id}/relist")
    assert "The first" in page.links
    assert client.submit(f"/hiring/vacancies/{second.id}/relist", status=200).errors == [
        "Select why you are listing it again"
    ]
