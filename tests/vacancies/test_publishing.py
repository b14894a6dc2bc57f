"""Publishing, the clock's work, and the end of an advert."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from teachpb import clock
from teachpb.audit.models import AuditEntry
from teachpb.db import DomainError, InvalidTransition, db, transaction
from teachpb.vacancies import operations
from teachpb.vacancies.errors import Incomplete, NotOpen
from teachpb.vacancies.models import ExtensionReason, StartType, Vacancy, VacancyOutcome, VacancyState
from teachpb.vacancies.signals import vacancy_closed, vacancy_published, vacancy_removed
from tests.factories.accounts import UserFactory
from tests.factories.schools import SchoolFactory
from tests.factories.vacancies import (
    DraftVacancyFactory,
    ExpiredVacancyFactory,
    ScheduledVacancyFactory,
    VacancyFactory,
)

pytestmark = pytest.mark.usefixtures("session", "frozen")
S = VacancyState
DAY = timedelta(days=1)


def do(operation: Callable[..., Vacancy], vacancy: Vacancy, **arguments: Any) -> Vacancy:
    actor = UserFactory()
    with transaction():
        return operation(actor=actor, vacancy=vacancy, **arguments)


@pytest.fixture
def heard() -> Iterator[list[tuple[str, int]]]:
    """(signal, vacancy id) of everything that was told."""
    found: list[tuple[str, int]] = []
    signals = {"published": vacancy_published, "closed": vacancy_closed, "removed": vacancy_removed}
    receivers = []
    for name, signal in signals.items():
        receiver = _receiver(found, name)
        receivers.append((signal, receiver))
        signal.connect(receiver)
    yield found
    for signal, receiver in receivers:
        signal.disconnect(receiver)


def _receiver(found: list[tuple[str, int]], name: str) -> Callable[..., None]:
    def receive(vacancy: Vacancy) -> None:
        found.append((name, vacancy.id))

    return receive


# -- publishing


def test_publishing_today_is_live_at_once(outbox: Any, heard: list[Any]) -> None:
    vacancy = do(operations.publish, DraftVacancyFactory(contact_email="head@example.org"))
    assert vacancy.state is S.live
    assert vacancy.opens_at == vacancy.published_at == vacancy.state_entered_at == clock.now()
    assert vacancy.is_open(clock.now())
    assert [(row.to, row.subject) for row in outbox()] == [("head@example.org", "Your vacancy is live: Year 4 teacher")]
    assert f"/jobs/{vacancy.slug}" in outbox()[0].text
    assert heard == [("published", vacancy.id)]


def test_a_day_that_has_passed_means_at_once() -> None:
    vacancy = do(operations.publish, DraftVacancyFactory(publish_on=date(2026, 4, 1)))
    assert vacancy.state is S.live
    assert vacancy.publish_on == date(2026, 4, 24)


def test_publishing_for_another_day_schedules(outbox: Any, heard: list[Any]) -> None:
    vacancy = do(operations.publish, DraftVacancyFactory(publish_on=date(2026, 4, 27)))
    assert vacancy.state is S.scheduled
    assert vacancy.opens_at == vacancy.published_at == clock.at_london(date(2026, 4, 27))
    assert outbox() == []
    assert heard == []


def test_publishing_twice_publishes_once(outbox: Any, heard: list[Any], frozen: Any) -> None:
    vacancy = do(operations.publish, DraftVacancyFactory())
    opened = vacancy.opens_at
    frozen.advance(timedelta(seconds=1))
    do(operations.publish, vacancy)
    assert vacancy.opens_at == opened
    assert len(outbox()) == 1
    assert len(heard) == 1


def test_what_is_incomplete_is_not_published(outbox: Any) -> None:
    vacancy = DraftVacancyFactory(school_visits=None, contact_email="")
    with pytest.raises(Incomplete) as refusal:
        do(operations.publish, vacancy)
    assert refusal.value.step == "visits"
    assert {problem.field for problem in refusal.value.problems} == {"school_visits", "contact_email"}
    assert vacancy.state is S.draft
    assert outbox() == []


def test_a_draft_whose_closing_time_has_passed_is_not_published(frozen: Any) -> None:
    vacancy = DraftVacancyFactory()
    frozen.advance(timedelta(days=30))
    with pytest.raises(Incomplete, match="must be in the future"):
        do(operations.publish, vacancy)


@pytest.mark.parametrize("factory", [ExpiredVacancyFactory, lambda: VacancyFactory(state=S.removed)])
def test_what_is_over_is_not_published_again(factory: Any) -> None:
    with pytest.raises(InvalidTransition):
        do(operations.publish, factory())


def test_going_back_to_draft_before_anybody_saw_it() -> None:
    vacancy = do(operations.unschedule, ScheduledVacancyFactory())
    assert (vacancy.state, vacancy.opens_at, vacancy.published_at) == (S.draft, None, None)
    assert vacancy.publish_on is None, "the day has to be set again"
    do(operations.unschedule, vacancy)
    with pytest.raises(Incomplete) as refusal:
        do(operations.publish, vacancy)
    assert refusal.value.field == "publish_on"


def test_not_once_it_is_live_by_the_clock(frozen: Any) -> None:
    vacancy = ScheduledVacancyFactory()
    frozen.move_to(vacancy.opens_at)
    with pytest.raises(InvalidTransition):
        do(operations.unschedule, vacancy)


# -- addresses


def test_addresses_are_readable_and_never_shared() -> None:
    school = SchoolFactory(name="St Mary’s CofE Primary")
    slugs = [do(operations.publish, DraftVacancyFactory(organisation=school)).slug for _ in range(3)]
    stem = "year-4-teacher-st-marys-cofe-primary"
    assert slugs == [stem, f"{stem}-2", f"{stem}-3"]


def test_an_address_once_held_is_not_given_to_another() -> None:
    school = SchoolFactory(name="Riverside")
    first = do(operations.publish, DraftVacancyFactory(organisation=school))
    do(operations.change_slug, first, slug="A new address")
    assert first.slug == "a-new-address"
    second = do(operations.publish, DraftVacancyFactory(organisation=school))
    assert second.slug == "year-4-teacher-riverside-2"
    with pytest.raises(DomainError):
        do(operations.change_slug, second, slug="year-4-teacher-riverside")


def test_a_vacancy_may_take_an_earlier_address_of_its_own_again() -> None:
    vacancy = do(operations.publish, DraftVacancyFactory(organisation=SchoolFactory(name="Riverside")))
    do(operations.change_slug, vacancy, slug="two")
    do(operations.change_slug, vacancy, slug="year-4-teacher-riverside")
    assert vacancy.slug == "year-4-teacher-riverside"
    assert [former.slug for former in vacancy.former_slugs] == ["two"]


def test_a_draft_leaves_no_addresses_behind() -> None:
    vacancy = do(operations.change_slug, DraftVacancyFactory(), slug="somewhere")
    assert vacancy.former_slugs == []


# -- the clock's work


def test_the_clock_opens_and_closes(run_job: Any, frozen: Any, outbox: Any, heard: list[Any]) -> None:
    vacancy = ScheduledVacancyFactory(contact_email="head@example.org")
    frozen.move_to(vacancy.opens_at - timedelta(seconds=1))
    assert run_job("vacancies.apply_clock") == 0
    frozen.move_to(vacancy.opens_at)
    assert run_job("vacancies.apply_clock") == 1
    assert vacancy.state is S.live
    assert [row.to for row in outbox()] == ["head@example.org"]
    assert run_job("vacancies.apply_clock") == 0
    closes_at = vacancy.closes_at
    frozen.move_to(closes_at + timedelta(hours=3))
    assert run_job("vacancies.apply_clock") == 1
    assert (vacancy.state, vacancy.state_entered_at) == (S.expired, closes_at)
    assert [name for name, _ in heard] == ["published", "closed"]
    assert len(outbox()) == 1


def test_a_worker_that_was_away_for_the_whole_life_of_an_advert(
    run_job: Any, frozen: Any, outbox: Any, heard: Any
) -> None:
    vacancy = ScheduledVacancyFactory()
    frozen.move_to(vacancy.closes_at + DAY)
    assert run_job("vacancies.apply_clock") == 1
    assert vacancy.state is S.expired
    assert outbox() == [], "nobody is told that something closed is live"
    assert [name for name, _ in heard] == ["published", "closed"], "but it counts as published"


def test_an_edit_before_the_job_came_round_tells_as_well(run_job: Any, frozen: Any, outbox: Any, heard: Any) -> None:
    vacancy = ScheduledVacancyFactory()
    frozen.move_to(vacancy.opens_at)
    do(operations.edit, vacancy, values={"contact_phone": "01733 747474"})
    assert vacancy.state is S.live
    assert len(outbox()) == 1
    assert run_job("vacancies.apply_clock") == 0
    frozen.move_to(vacancy.closes_at)
    do(operations.relist, vacancy)
    assert run_job("vacancies.apply_clock") == 0
    assert [name for name, _ in heard] == ["published", "closed"]
    assert len(outbox()) == 1


def test_the_clock_leaves_the_rest_alone(run_job: Any, frozen: Any) -> None:
    kept = [DraftVacancyFactory(), VacancyFactory(state=S.removed), VacancyFactory(state=S.ended_early)]
    states = [vacancy.state for vacancy in kept]
    frozen.advance(timedelta(days=60))
    assert run_job("vacancies.apply_clock") == 0
    assert [vacancy.state for vacancy in kept] == states


def test_what_the_clock_did_is_written_down_as_the_systems(run_job: Any, frozen: Any) -> None:
    vacancy = VacancyFactory()
    frozen.move_to(vacancy.closes_at)
    run_job("vacancies.apply_clock")
    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.verb, entry.actor_id, entry.actor_label) == ("vacancy_expired", None, "System")


def test_many_are_due_at_midnight(run_job: Any, frozen: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations.apply_clock, "__kwdefaults__", {"limit": 2})
    ScheduledVacancyFactory.create_batch(5)
    frozen.advance(4 * DAY)
    assert run_job("vacancies.apply_clock") == 5


# -- extending


def extend(vacancy: Vacancy, days: int, reason: ExtensionReason = ExtensionReason.no_applications, **more: Any) -> Any:
    assert vacancy.closes_at is not None
    closes_at = vacancy.closes_at + days * DAY
    return do(operations.extend, vacancy, closes_at=closes_at, reason=reason, **more)


def test_extending_moves_the_end_and_says_why() -> None:
    vacancy = VacancyFactory()
    before = vacancy.closes_at
    extend(vacancy, 7, ExtensionReason.other, words="Half term")
    assert vacancy.closes_at == before + 7 * DAY
    assert (vacancy.extension_reason, vacancy.extension_words) == (ExtensionReason.other, "Half term")
    entry = db.session.scalars(select(AuditEntry)).one()
    assert entry.verb == "vacancy_extended"
    assert entry.changes["closes_at"][1] == vacancy.closes_at.isoformat()


@pytest.mark.parametrize("days", [0, -1])
def test_an_extension_is_later(days: int) -> None:
    with pytest.raises(DomainError) as refusal:
        extend(VacancyFactory(), days)
    assert refusal.value.field == "closes_at"


def test_extending_twice_by_a_double_click() -> None:
    vacancy = extend(VacancyFactory(), 7)
    closes_at = vacancy.closes_at
    do(operations.extend, vacancy, closes_at=closes_at, reason=ExtensionReason.no_applications)
    assert vacancy.closes_at == closes_at


def test_an_extension_past_the_start_asks_for_the_start_again() -> None:
    vacancy = VacancyFactory(start_type=StartType.specific_date, starts_on=clock.today() + 20 * DAY)
    with pytest.raises(Incomplete) as refusal:
        extend(vacancy, 10)
    assert refusal.value.field == "starts_on"


@pytest.mark.parametrize("factory", [ExpiredVacancyFactory, DraftVacancyFactory, ScheduledVacancyFactory])
def test_only_live_adverts_are_extended(factory: Any) -> None:
    with pytest.raises(NotOpen):
        extend(factory(), 30)


def test_not_in_its_closing_minute(frozen: Any) -> None:
    vacancy = VacancyFactory()
    frozen.move_to(vacancy.closes_at)
    with pytest.raises(NotOpen):
        extend(vacancy, 7)


# -- ending and removing


def test_ending_early_closes_now(heard: list[Any]) -> None:
    vacancy = do(operations.end_early, VacancyFactory(), outcome=VacancyOutcome.hired_here)
    assert (vacancy.state, vacancy.closes_at, vacancy.outcome) == (
        S.ended_early,
        clock.now(),
        VacancyOutcome.hired_here,
    )
    assert not vacancy.is_open(clock.now())
    do(operations.end_early, vacancy)
    assert heard == [("closed", vacancy.id)]


@pytest.mark.parametrize("factory", [DraftVacancyFactory, ScheduledVacancyFactory])
def test_what_is_not_live_is_not_ended(factory: Any) -> None:
    with pytest.raises(InvalidTransition):
        do(operations.end_early, factory())


@pytest.mark.parametrize(
    "factory", [DraftVacancyFactory, ScheduledVacancyFactory, VacancyFactory, ExpiredVacancyFactory]
)
def test_anything_can_be_removed_once(factory: Any, heard: list[Any]) -> None:
    vacancy = do(operations.remove, factory())
    do(operations.remove, vacancy)
    assert vacancy.state is S.removed
    assert heard == [("removed", vacancy.id)]
    assert not vacancy.is_open(clock.now())


def test_what_was_never_public_counts_as_never_published() -> None:
    assert do(operations.remove, ScheduledVacancyFactory()).published_at is None
    assert do(operations.remove, VacancyFactory()).published_at is not None


def test_the_outcome_is_asked_after_closing() -> None:
    vacancy = do(operations.record_outcome, ExpiredVacancyFactory(), outcome=VacancyOutcome.hired_paid)
    assert (vacancy.outcome, vacancy.outcome_at) == (VacancyOutcome.hired_paid, clock.now())
    with pytest.raises(NotOpen):
        do(operations.record_outcome, VacancyFactory(), outcome=VacancyOutcome.hired_paid)
