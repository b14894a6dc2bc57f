"""Equal opportunities: answered or left out, counted once nobody can be told by it, wiped, and joined by nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from teachpb.applications import operations, queries
from teachpb.applications.models import (
    EQUALITY_ANSWERS,
    PREFER_NOT,
    Application,
    EqualityCount,
    EqualityDraft,
    EqualityQuestion,
)
from teachpb.db import Model, db, transaction
from teachpb.schools.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.applications import DraftApplicationFactory, EmptyDraftFactory
from tests.factories.schools import LocalAuthorityFactory, SchoolFactory, member
from tests.factories.vacancies import VacancyFactory
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

JOB = "applications.count_equality"
Run = Callable[[str], object]
ANSWERS = {"age": "thirty_to_thirty_nine", "disability": "no", "religion": "sikh"}


def page_of(application: Application) -> str:
    return f"/account/applications/{application.id}/equal-opportunities"


def sent_with(vacancy: Any, answers: dict[str, str]) -> Application:
    draft: Application = DraftApplicationFactory(vacancy=vacancy)
    with transaction():
        operations.answer_equality(actor=draft.candidate, application=draft, answers=answers)
    with transaction():
        operations.submit(actor=draft.candidate, application=draft)
    return draft


def close(frozen: FrozenClock, *vacancies: Any) -> None:
    frozen.move_to(max(each.closes_at for each in vacancies) + timedelta(minutes=1))


def count_of(session: Session, table: type[Model]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


class TestAnswering:
    def test_it_can_be_left_out_answered_changed_and_taken_back(self, client: StrictClient, session: Session) -> None:
        draft = EmptyDraftFactory()
        client.sign_in(draft.candidate)
        tasks = f"/account/applications/{draft.id}/form"
        assert (
            "Equal opportunities You may leave this out. Nobody who decides sees it. Optional" in client.get(tasks).text
        )
        client.submit(page_of(draft), **ANSWERS)
        assert client.get(page_of(draft)).form().items() >= ANSWERS.items()
        client.submit(page_of(draft), age=PREFER_NOT, save_draft="yes")
        assert client.get(page_of(draft)).form()["age"] == PREFER_NOT
        assert count_of(session, EqualityDraft) == 1
        assert "Nobody who decides sees it. Completed" in client.get(tasks).text
        client.submit(page_of(draft), skip="yes", age="under_twenty_five")
        assert (count_of(session, EqualityDraft), draft.equality_slot) == (0, "")

    def test_nobody_has_to_answer(self, session: Session) -> None:
        draft = DraftApplicationFactory()
        with transaction():
            operations.submit(actor=draft.candidate, application=draft)
        assert not draft.is_draft

    def test_it_saves_itself(self, client: StrictClient, session: Session) -> None:
        draft = EmptyDraftFactory()
        client.sign_in(draft.candidate)
        told = client.post(page_of(draft), {"autosave": "yes", "gender": "woman"}, status=200).json
        assert told["status"] == "saved"
        assert queries.own_answers(draft) == {"gender": "woman"}

    @pytest.mark.parametrize("junk", [{"age": "37"}, {"gender": "my own words"}, {"faith": "yes"}])
    def test_no_words_of_ones_own_are_kept(self, session: Session, junk: dict[str, str]) -> None:
        draft = EmptyDraftFactory()
        with transaction():
            operations.answer_equality(actor=draft.candidate, application=draft, answers=junk)
        assert count_of(session, EqualityDraft) == 0

    def test_the_check_page_and_the_pdf_say_nothing_of_it(self, client: StrictClient, session: Session) -> None:
        from teachpb.applications.documents import paper_of

        draft = EmptyDraftFactory()
        client.sign_in(draft.candidate)
        client.submit(page_of(draft), **ANSWERS)
        assert "Sikh" not in client.get(f"/account/applications/{draft.id}/check").text
        assert "Equal opportunities" not in str(paper_of(draft, for_staff=False))

    def test_a_deleted_draft_and_a_closed_account_leave_nothing(self, session: Session) -> None:
        gone, closing = EmptyDraftFactory(), EmptyDraftFactory()
        for draft in (gone, closing):
            with transaction():
                operations.answer_equality(actor=draft.candidate, application=draft, answers=ANSWERS)
        with transaction():
            operations.delete_draft(actor=gone.candidate, application=gone)
            operations.close_for(user=closing.candidate)
        assert count_of(session, EqualityDraft) == 0

    def test_what_lost_its_application_in_another_way_is_swept_up(self, session: Session, run_job: Run) -> None:
        draft, kept = EmptyDraftFactory(), EmptyDraftFactory()
        for each in (draft, kept):
            with transaction():
                operations.answer_equality(actor=each.candidate, application=each, answers=ANSWERS)
        session.delete(draft)
        run_job(JOB)
        assert count_of(session, EqualityDraft) == 1


class TestCounting:
    def test_five_of_a_vacancy_are_counted_after_it_closed_and_wiped(
        self, session: Session, frozen: FrozenClock, run_job: Run
    ) -> None:
        vacancy = VacancyFactory()
        sent = [sent_with(vacancy, ANSWERS) for _ in range(5)]
        run_job(JOB)
        assert count_of(session, EqualityCount) == 0, "not while people still apply"
        close(frozen, vacancy)
        assert run_job(JOB) == 5
        assert run_job(JOB) == 0, "and once"
        assert (count_of(session, EqualityDraft), {each.equality_slot for each in sent}) == (0, {""})
        rows = session.scalars(select(EqualityCount)).all()
        assert {row.vacancy_id for row in rows} == {vacancy.id}
        found = {(row.question.value, row.answer): row.number for row in rows}
        assert found == {
            **dict.fromkeys(ANSWERS.items(), 5),
            **dict.fromkeys([(each, PREFER_NOT) for each in ("gender", "orientation", "ethnicity")], 5),
        }

    def test_fewer_wait_for_others_of_the_year_and_never_count_for_their_vacancy(
        self, session: Session, frozen: FrozenClock, run_job: Run
    ) -> None:
        school = SchoolFactory()
        one, two = VacancyFactory(organisation=school), VacancyFactory(organisation=school)
        other = VacancyFactory()
        for vacancy, people in ((one, 3), (two, 1), (other, 4)):
            for _ in range(people):
                sent_with(vacancy, ANSWERS)
        close(frozen, one, two, other)
        assert run_job(JOB) == 0
        late = VacancyFactory(organisation=school)
        sent_with(late, ANSWERS)
        close(frozen, late)
        assert run_job(JOB) == 5
        rows = session.scalars(select(EqualityCount)).all()
        assert {(row.organisation_id, row.vacancy_id, row.number) for row in rows} == {(school.id, None, 5)}
        assert count_of(session, EqualityDraft) == 4
        frozen.advance(timedelta(days=300))
        assert run_job(JOB) == 0
        assert count_of(session, EqualityDraft) == 0, "too few for a year are never counted"


class TestNothingCanBeJoined:
    """With the whole database in hand, and without its key."""

    def everything(self, session: Session) -> dict[str, list[tuple[Any, ...]]]:
        return {
            table.name: [tuple(row) for row in session.execute(text(f"SELECT * FROM {table.name}"))]  # noqa: S608
            for table in Model.metadata.sorted_tables
        }

    def test_waiting_answers_share_no_value_with_any_other_row(self, session: Session) -> None:
        vacancy = VacancyFactory()
        for answers in (ANSWERS, {"age": "under_twenty_five"}, dict.fromkeys(EqualityQuestion, PREFER_NOT)):
            sent_with(vacancy, answers)
        tables = self.everything(session)
        drafts = tables.pop("equality_drafts")
        known = {str(value) for rows in tables.values() for row in rows for value in row}
        assert len(drafts) == 3
        for number, slot, sealed in drafts:
            assert str(number) not in known
            assert not [value for value in known if slot in value]
            assert sealed.startswith("sealed:gAAAAAAAAAAA"), "the time of sealing is left out of it"
        assert len({len(sealed) for *_, sealed in drafts}) == 1, "and its length says nothing"

    def test_keys_say_nothing_of_order_and_no_column_of_time(self, session: Session) -> None:
        drafts = [sent_with(VacancyFactory(), ANSWERS) for _ in range(8)]
        by_key = list(session.scalars(select(EqualityDraft.slot).order_by(EqualityDraft.id)))
        assert sorted(by_key) == sorted(draft.equality_slot for draft in drafts)
        assert max(session.scalars(select(EqualityDraft.id))) > 2**40
        for table in (EqualityDraft.__table__, EqualityCount.__table__):
            assert not [column.name for column in table.columns if column.name.endswith("_at")]
        assert not EqualityDraft.__table__.foreign_keys
        linked = {key.column.table.name for key in EqualityCount.__table__.foreign_keys}
        assert linked == {"organisations", "vacancies"}

    def test_the_slot_in_the_application_is_sealed(self, session: Session) -> None:
        sent_with(VacancyFactory(), ANSWERS)
        assert session.execute(text("SELECT equality_slot FROM applications")).scalar_one().startswith("sealed:")

    def test_the_trail_says_nothing_of_it(self, session: Session) -> None:
        from teachpb.audit.models import AuditEntry

        sent_with(VacancyFactory(), ANSWERS)
        assert [entry.verb for entry in session.scalars(select(AuditEntry))] == ["application_submitted"]


class TestTelling:
    def counted(self, vacancy: Any, **numbers: int) -> None:
        """So many people for ``vacancy``, by age; all else they left out."""
        with transaction():
            for question in EqualityQuestion:
                values = numbers if question is EqualityQuestion.age else {PREFER_NOT: sum(numbers.values())}
                for answer, number in values.items():
                    key = {"organisation_id": vacancy.organisation_id, "vacancy_id": vacancy.id, "year": 2025}
                    db.session.add(EqualityCount(**key, question=question, answer=answer, number=number))

    def test_a_school_reads_numbers_of_five_and_more(
        self, client: StrictClient, session: Session, frozen: FrozenClock
    ) -> None:
        vacancy = VacancyFactory()
        self.counted(vacancy, under_twenty_five=12, forty_to_forty_nine=6, fifty_to_fifty_nine=4)
        client.sign_in(member(Role.recruiter, vacancy.organisation))
        assert "Equal opportunities" in client.get(f"/hiring/vacancies/{vacancy.id}/applications").links
        page = client.get(f"/hiring/vacancies/{vacancy.id}/equal-opportunities")
        rows = [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in page.select("tbody tr")]
        assert ["Under 25", "12", "12"] in rows
        assert ["40 to 49", "not told", "not told"] in rows, "it would tell the four"
        assert ["50 to 59", "not told", "not told"] in rows
        sheet = client.get(f"/hiring/vacancies/{vacancy.id}/equal-opportunities.csv").body
        assert "Age,Under 25,12,12" in sheet
        assert not re.search(r",[46]\r", sheet)

    def test_officers_read_what_they_look_after(self, client: StrictClient, session: Session) -> None:
        council = LocalAuthorityFactory()
        ours = VacancyFactory(organisation=SchoolFactory(local_authority=council))
        theirs = VacancyFactory(organisation=SchoolFactory(local_authority=LocalAuthorityFactory()))
        for vacancy in (ours, theirs):
            self.counted(vacancy, under_twenty_five=12, thirty_to_thirty_nine=7)
        client.sign_in(member(Role.recruitment_officer, council))
        page = client.get("/office/equal-opportunities")
        assert ours.organisation.name in page.text
        assert "2025 to 2026" in page.text
        assert theirs.organisation.name not in page.text
        sheet = client.get("/office/equal-opportunities.csv").body
        assert f"{ours.organisation.name},2025 to 2026,Age,Under 25,12" in sheet
        assert theirs.organisation.name not in sheet

    def test_before_anything_is_counted(self, client: StrictClient, session: Session) -> None:
        vacancy = VacancyFactory()
        client.sign_in(member(Role.owner, vacancy.organisation))
        assert "nothing to tell yet" in client.get(f"/hiring/vacancies/{vacancy.id}/equal-opportunities").text
        client.sign_in(UserFactory())
        client.get(f"/hiring/vacancies/{vacancy.id}/equal-opportunities", status=404)


def test_every_question_can_be_declined() -> None:
    assert EQUALITY_ANSWERS.keys() == set(EqualityQuestion)
    assert all(answers[-1][0] == PREFER_NOT for answers in EQUALITY_ANSWERS.values())
    assert all(len(value) <= 40 for answers in EQUALITY_ANSWERS.values() for value, _ in answers)
