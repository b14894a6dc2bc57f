"""The sections that are lists: rows added, kept half finished, changed and removed, by the same pages for all."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from teachpb.applications import operations
from teachpb.applications.errors import AlreadySent, Incomplete
from teachpb.applications.forms import ENTRY_FORMS
from teachpb.applications.forms.results import MOST_ROWS
from teachpb.applications.models import Application, Employment, EmploymentKind, Qualification, StudyProgress
from teachpb.applications.rules import LISTS, ListName, problems_in, problems_of
from teachpb.db import DomainError, transaction
from tests.factories.applications import (
    ApplicationFactory,
    BodyMembershipFactory,
    BreakFactory,
    DegreeFactory,
    DraftApplicationFactory,
    EmptyDraftFactory,
    JobFactory,
    RefereeFactory,
    SchoolResultsFactory,
    TrainingFactory,
)
from tests.factories.vacancies import VacancyFactory
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

pytestmark = pytest.mark.usefixtures("frozen")

#: list and kind -> (what a complete page posts, words of the card)
ROWS: dict[tuple[str, str], tuple[dict[str, Any], str]] = {
    ("qualifications", "gcse"): (
        {
            "institution": "Deepings School",
            "year": "2011",
            "results-0-subject": "Mathematics",
            "results-0-grade": "A*",
            "results-1-subject": "English language",
            "results-1-grade": "B",
            "results-1-body": "AQA",
        },
        "English language: B (AQA)",
    ),
    ("qualifications", "as_level"): (
        {"institution": "Deepings", "year": "2012", "results-5-subject": "Music", "results-5-grade": "C"},
        "Music: C",
    ),
    ("qualifications", "a_level"): (
        {"institution": "Deepings", "year": "2013", "results-0-subject": "Music", "results-0-grade": "C"},
        "Music: C",
    ),
    ("qualifications", "undergraduate"): (
        {
            "institution": "University of Ely",
            "subject": "BA Education",
            "progress": "finished",
            "grade": "2:1",
            "started_on": "2013-09",
            "ended_on": "2016-07",
        },
        "September 2013 to July 2016",
    ),
    ("qualifications", "postgraduate"): (
        {
            "institution": "Fenland SCITT",
            "subject": "PGCE",
            "progress": "studying",
            "started_on": "2025-09",
            "details": "I expect to finish in July 2026",
        },
        "September 2025 to today",
    ),
    ("qualifications", "other"): (
        {"institution": "College", "name": "First aid", "progress": "left", "details": "I left after a year"},
        "I left after a year",
    ),
    ("training", ""): ({"name": "Phonics", "year": "2024", "provider": "English hub"}, "English hub"),
    ("memberships", ""): ({"name": "Chartered College", "has_taken_exam": "no", "number": "C 1"}, "Number C 1"),
    ("employment", "job"): (
        {
            "organisation": "Wash Academy",
            "job_title": "Teacher",
            "started_on": "2016-09",
            "is_current": "no",
            "ended_on": "2026-03",
            "reason_for_leaving": "We moved",
            "main_duties": "Teaching",
        },
        "Left because: We moved",
    ),
    ("employment", "break"): (
        {"started_on": "2020-02", "ended_on": "2020-02", "reason": "A month in Kraków"},
        "A month in Kraków",
    ),
    ("referees", ""): (
        {
            "name": "Charles",
            "job_title": "Head",
            "organisation": "School",
            "relationship_to_candidate": "Manager",
            "email": "c@example.org",
            "phone": "+48 22 123 45 67",
            "is_latest_employer": "yes",
            "may_ask_early": "no",
        },
        "Please do not ask before the interview",
    ),
}
EACH_LIST = pytest.mark.parametrize(("name", "kind"), dict(reversed(ROWS)).items())
ALL = pytest.mark.parametrize(("name", "kind"), ROWS)


def url(application: Application, page: str) -> str:
    return f"/account/applications/{application.id}/{page}"


def new_url(application: Application, name: str, kind: str) -> str:
    return url(application, f"{name}/new" + (f"/{kind.replace('_', '-')}" if kind else ""))


def rows_of(application: Application, name: str) -> list[Any]:
    return LISTS[ListName(name)].rows(application)


def test_every_list_and_kind_is_in_the_table() -> None:
    assert set(ROWS) == {(name.value, kind) for name, kinds in ENTRY_FORMS.items() for kind in kinds}
    assert {name: set(kinds) for name, kinds in ENTRY_FORMS.items()} == {
        name: set(entries.kinds) for name, entries in LISTS.items()
    }


@ALL
def test_a_form_writes_what_its_row_keeps(name: str, kind: str) -> None:
    rules = LISTS[ListName(name)].kinds[kind]
    form = ENTRY_FORMS[ListName(name)][kind]
    asked = {each for each in dir(form) if type(getattr(form, each)).__name__ == "UnboundField"}
    assert asked - {"key"} == set(rules.fields)
    assert set(rules.sentences) >= set(rules.wanted)


class TestBeside:
    """The questions beside a list keep themselves too."""

    def test_saved_without_a_button(self, client: StrictClient, session: Session) -> None:
        referee = RefereeFactory()
        draft, page = referee.application, url(referee.application, "referees")
        client.sign_in(draft.candidate)
        first, second = (client.get(page).form(action=page) for _ in range(2))
        half = {"only_referee_reason": "One school only", "autosave": "yes", "tab": "first-tab", "turn": "1"}
        told = client.post(page, {**first, **half}, status=200).response.json
        assert (told["status"], draft.only_referee_reason, draft.wants_notice) == ("saved", "One school only", None)
        client.post(page, {**second, "wants_notice": "yes", "autosave": "yes", "tab": "second-tab", "turn": "1"}, 200)
        session.expire_all()
        assert (draft.only_referee_reason, draft.wants_notice) == ("One school only", True)
        assert client.get(page).form(action=page)["only_referee_reason"] == "One school only"

    def test_half_a_month_is_kept_as_typed(self, client: StrictClient, session: Session) -> None:
        draft = EmptyDraftFactory()
        page = url(draft, "employment")
        client.sign_in(draft.candidate)
        half = {"left_education_on-month": "13", "left_education_on-year": "20", "autosave": "yes"}
        client.post(page, {**client.get(page).form(), **half}, status=200)
        session.expire_all()
        assert draft.left_education_on is None
        shown = client.get(page).form()
        assert (shown["left_education_on-month"], shown["left_education_on-year"]) == ("13", "20")

    def test_the_page_carries_what_it_needs(self, client: StrictClient, session: Session) -> None:
        draft = EmptyDraftFactory()
        client.sign_in(draft.candidate)
        for name, asks in (("referees", True), ("employment", True), ("training", False)):
            found = client.get(url(draft, name))
            assert bool(found.select("form [data-autosave]")) is asks
            assert ("autosave.js" in found.body) is asks


class TestPages:
    @ALL
    def test_kept_half_finished_then_finished_and_removed(
        self, client: StrictClient, session: Session, name: str, kind: str
    ) -> None:
        fields, words = ROWS[name, kind]
        draft = EmptyDraftFactory()
        client.sign_in(draft.candidate)
        client.submit(new_url(draft, name, kind), save_draft="yes")
        [row] = rows_of(draft, name)
        page = client.get(url(draft, name))
        assert "Not finished" in page.text
        wanted = problems_of(row)
        assert all(sentence in page.text for _, sentence in wanted)
        assert wanted[0][1] in client.get(url(draft, "check")).text
        edit = url(draft, f"{name}/{row.id}")
        refused = client.submit(edit, status=200)
        assert set(refused.errors) == {sentence for _, sentence in wanted}
        assert client.submit(edit, **fields).location == url(draft, name)
        session.expire_all()
        assert problems_of(row) == []
        assert words in client.get(url(draft, name)).text
        shown = client.get(edit).form()
        assert {
            each: shown.get(each, "") for each in fields if not each.endswith("_on") and "results-5" not in each
        } == {each: value for each, value in fields.items() if not each.endswith("_on") and "results-5" not in each}
        for _ in range(2):
            client.post(f"{edit}/remove")
        client.get(edit, status=404)
        assert rows_of(draft, name) == []

    @ALL
    def test_a_double_click_and_the_way_back_make_one_row(
        self, client: StrictClient, session: Session, name: str, kind: str
    ) -> None:
        fields, _words = ROWS[name, kind]
        draft = EmptyDraftFactory()
        client.sign_in(draft.candidate)
        where = new_url(draft, name, kind)
        sent = {**client.get(where).form(), **fields}
        client.post(where, sent)
        client.post(where, sent)
        first = next(each for each in fields if each in LISTS[ListName(name)].kinds[kind].fields and "_on" not in each)
        if first not in {"year", "progress"}:
            client.post(where, {**sent, first: "Said otherwise"})
        session.expire_all()
        [row] = rows_of(draft, name)
        assert getattr(row, first) in {"Said otherwise", fields[first]}
        client.submit(where, **fields)
        session.expire_all()
        assert len(rows_of(draft, name)) == 2

    @EACH_LIST
    def test_nobody_touches_another_persons_rows(
        self, client: StrictClient, session: Session, name: str, kind: str
    ) -> None:
        theirs = EmptyDraftFactory()
        with transaction():
            row = operations.save_entry(
                actor=theirs.candidate, application=theirs, name=ListName(name), kind=kind, values={}
            )
        mine = EmptyDraftFactory()
        client.sign_in(mine.candidate)
        client.get(url(mine, f"{name}/{row.id}"), status=404)
        client.post(url(mine, f"{name}/{row.id}"), {}, status=404)
        client.post(url(mine, f"{name}/{row.id}/remove"))
        client.post(url(theirs, f"{name}/{row.id}/remove"), status=404)
        session.expire_all()
        assert rows_of(theirs, name) == [row]

    @EACH_LIST
    def test_what_is_sent_is_not_changed(self, client: StrictClient, session: Session, name: str, kind: str) -> None:
        sent = ApplicationFactory()
        client.sign_in(sent.candidate)
        before = len(rows_of(sent, name))
        home = f"/account/applications/{sent.id}"
        for path in (name, f"{name}/new/{kind}".rstrip("/"), f"{name}/1"):
            assert client.get(url(sent, path), status=302).location == home
            assert client.post(url(sent, path), ROWS[name, kind][0]).location == home
        client.post(url(sent, f"{name}/1/remove"))
        session.expire_all()
        assert len(rows_of(sent, name)) == before
        with pytest.raises(AlreadySent), transaction():
            operations.save_entry(actor=sent.candidate, application=sent, name=ListName(name), kind=kind, values={})

    @pytest.mark.parametrize("name", ListName)
    def test_a_list_has_an_end(self, session: Session, name: ListName) -> None:
        draft, entries = EmptyDraftFactory(), LISTS[name]
        kind = next(iter(entries.kinds))
        for number in range(entries.most):
            rows_of(draft, name).append(entries.model(key=str(number), **({"kind": kind} if kind else {})))
        session.commit()
        with pytest.raises(DomainError, match=f"up to {entries.most} "), transaction():
            operations.save_entry(actor=draft.candidate, application=draft, name=name, kind=kind, values={})
        with transaction():
            operations.save_entry(actor=draft.candidate, application=draft, name=name, kind=kind, key="0", values={})
        assert len(rows_of(draft, name)) == entries.most

    def test_a_full_list_offers_no_more_and_says_so_to_another_tab(
        self, client: StrictClient, session: Session
    ) -> None:
        draft = EmptyDraftFactory()
        client.sign_in(draft.candidate)
        tab = client.get(url(draft, "referees/new")).form()
        for _ in range(5):
            RefereeFactory(application=draft)
        assert "Add another referee" not in client.get(url(draft, "referees")).links
        page = client.post(url(draft, "referees/new"), {**tab, **ROWS["referees", ""][0]}, status=200)
        assert page.errors == ["You can add up to 5 here. Remove one to add another"]
        assert page.form()["name"] == "Charles"

    def test_a_row_removed_in_another_tab(self, client: StrictClient, session: Session) -> None:
        job = JobFactory()
        draft, gone = job.application, job.id
        client.sign_in(draft.candidate)
        client.post(url(draft, f"employment/{gone}/remove"))
        client.get(url(draft, f"employment/{gone}"), status=404)
        client.post(url(draft, f"employment/{gone}"), {}, status=404)
        with pytest.raises(DomainError, match="removed in another tab"), transaction():
            operations.save_entry(
                actor=draft.candidate, application=draft, name=ListName.employment, entry_id=gone, values={}
            )

    @ALL
    def test_what_was_typed_on_a_removed_row_can_be_added_as_new(
        self, client: StrictClient, session: Session, name: str, kind: str
    ) -> None:
        fields, words = ROWS[name, kind]
        draft = EmptyDraftFactory()
        client.sign_in(draft.candidate)
        client.submit(new_url(draft, name, kind), save_draft="yes")
        [row] = rows_of(draft, name)
        edit = url(draft, f"{name}/{row.id}")
        tab = {**client.get(edit).form(), **fields}
        client.post(f"{edit}/remove")
        told = client.post(edit, {**tab, "autosave": "yes"}, status=200).response.json
        assert told["message"].startswith("This was removed in another tab")
        for page in (client.post(edit, tab, status=200), client.get(edit)):
            assert "save it to add it as new" in page.body
            assert rows_of(draft, name) == []
        action = str(page.select("main form[method=post]")[0]["action"])
        assert action == new_url(draft, name, kind)
        client.post(action, page.form())
        session.expire_all()
        assert len(rows_of(draft, name)) == 1
        assert words in client.get(url(draft, name)).text

    @pytest.mark.parametrize("asked", ["nonsense", "a_level_no"])
    def test_a_removed_row_of_no_known_kind(self, client: StrictClient, session: Session, asked: str) -> None:
        draft = EmptyDraftFactory()
        client.sign_in(draft.candidate)
        client.post(url(draft, "qualifications/77"), {"row_kind": asked, "subject": "Music"}, status=404)

    @pytest.mark.parametrize(
        ("asked", "status"),
        [("qualifications/new", 200), ("employment/new", 302), ("employment/new/x", 404), ("referees/new/x", 404)],
    )
    def test_an_unknown_kind(self, client: StrictClient, session: Session, asked: str, status: int) -> None:
        draft = EmptyDraftFactory()
        client.sign_in(draft.candidate)
        client.get(url(draft, asked), status=status)
        client.get(url(draft, "nonsense"), status=404)

    def test_the_kind_of_a_qualification_is_asked_first(self, client: StrictClient, session: Session) -> None:
        draft = EmptyDraftFactory()
        client.sign_in(draft.candidate)
        page = client.get(url(draft, "qualifications/new"))
        assert page.h1 == "What would you like to add?"
        assert not page.errors
        assert client.get(url(draft, "qualifications/new?kind=")).errors == ["Select what you would like to add"]
        chosen = client.get(url(draft, "qualifications/new?kind=a_level"), status=302)
        assert client.follow(chosen).h1 == "Add A levels"

    @pytest.mark.parametrize("name", ["qualifications", "training", "memberships"])
    def test_an_empty_list_may_stay_empty(self, client: StrictClient, session: Session, name: str) -> None:
        draft = EmptyDraftFactory()
        client.sign_in(draft.candidate)
        assert "Continue" in client.get(url(draft, name)).links

    def test_the_number_of_questions_does_not_grow(
        self, client: StrictClient, session: Session, query_count: Any
    ) -> None:
        counts = []
        for size in (2, 20):
            draft = EmptyDraftFactory()
            for make in (SchoolResultsFactory, TrainingFactory, BodyMembershipFactory, JobFactory, RefereeFactory):
                make.create_batch(size, application=draft)
            session.commit()
            client.sign_in(draft.candidate)
            with query_count() as counter:
                for page in ("employment", "qualifications", "check", "form"):
                    client.get(url(draft, page))
            counts.append(counter.count)
        assert counts[0] == counts[1]


#: kind of row -> answers that cannot stand -> the sentence; partly saved or not.
FAULTS = [
    ("employment", "job", {"started_on": "2026-05"}, "The start date must not be in the future"),
    ("employment", "job", {"is_current": "no", "ended_on": "2026-05"}, "The end date must not be in the future"),
    (
        "employment",
        "job",
        {"is_current": "no", "started_on": "2020-02", "ended_on": "2020-01"},
        "The end date must be the same as or after the start date",
    ),
    ("employment", "job", {"main_duties": "w " * 151}, "Your main duties must be 150 words or fewer"),
    ("employment", "job", {"started_on-month": "13", "started_on-year": "2020"}, "must be a real month and year"),
    ("employment", "job", {"started_on-month": "", "started_on-year": "2020"}, "must include a month"),
    ("employment", "break", {"reason": "w " * 51}, "must be 50 words or fewer"),
    (
        "employment",
        "break",
        {"started_on": "2020-02", "ended_on": "2020-01"},
        "The end date must be the same as or after the start date",
    ),
    ("qualifications", "gcse", {"year": "2027"}, "must be between 1940 and 2026"),
    ("qualifications", "gcse", {"year": "MMXI"}, "whole number"),
    ("qualifications", "gcse", {"results-0-subject": "x" * 101}, "must be 100 characters or fewer"),
    ("qualifications", "undergraduate", {"started_on": "2026-05"}, "must not be in the future"),
    ("training", "", {"year": "1900"}, "must be between 1940 and 2026"),
    ("memberships", "", {"year": "2027"}, "must be between 1940 and 2026"),
    ("referees", "", {"email": "nobody"}, "Enter an email address in the correct format"),
    ("referees", "", {"phone": "abc"}, "Enter a phone number"),
]


@pytest.mark.parametrize(("name", "kind", "wrong", "sentence"), FAULTS)
def test_bad_answers_get_their_sentence(
    client: StrictClient, session: Session, name: str, kind: str, wrong: dict[str, str], sentence: str
) -> None:
    """Whether the rest is complete or the row is kept for later."""
    draft = EmptyDraftFactory()
    client.sign_in(draft.candidate)
    where = new_url(draft, name, kind)
    asked = {each.split("-")[0] for each in wrong}
    complete = {each: value for each, value in ROWS[name, kind][0].items() if each.split("-")[0] not in asked}
    for rest in (complete, {"save_draft": "yes"}):
        page = client.post(where, {**rest, **wrong}, status=200)
        assert [each for each in page.errors if sentence in each], page.errors
    assert rows_of(draft, name) == []


@pytest.mark.parametrize(
    ("name", "kind", "missing", "sentence"),
    [
        ("employment", "job", {"reason_for_leaving": ""}, "Say why you left"),
        ("employment", "job", {"ended_on": ""}, "Enter the month you left"),
        ("qualifications", "undergraduate", {"grade": ""}, "Enter the grade or class"),
        ("qualifications", "undergraduate", {"ended_on": ""}, "Enter the month you finished"),
        ("qualifications", "postgraduate", {"details": ""}, "Say how far you have come"),
        ("qualifications", "gcse", {"results-0-grade": ""}, "Enter the grade for Mathematics"),
        ("qualifications", "gcse", {"results-1-subject": ""}, "Enter the subject of every grade"),
    ],
)
def test_what_is_wanted_because_of_another_answer(
    client: StrictClient, session: Session, name: str, kind: str, missing: dict[str, str], sentence: str
) -> None:
    draft = EmptyDraftFactory()
    client.sign_in(draft.candidate)
    where = new_url(draft, name, kind)
    page = client.submit(where, status=200, **{**ROWS[name, kind][0], **missing})
    assert len(page.errors) == 1
    assert page.errors[0].startswith(sentence)


class TestResults:
    def test_more_lines_and_no_lost_words(self, client: StrictClient, session: Session) -> None:
        draft = EmptyDraftFactory()
        client.sign_in(draft.candidate)
        many = {f"results-{row}-subject": f"Subject {row}" for row in range(6)}
        answer = client.submit(new_url(draft, "qualifications", "gcse"), more="yes", **many)
        [row] = draft.qualifications
        assert answer.location == url(draft, f"qualifications/{row.id}")
        shown = client.follow(answer).form()
        assert [shown[name] for name in many] == list(many.values())
        assert "results-7-subject" in shown

    def test_no_more_than_a_page_can_bear(self, client: StrictClient, session: Session) -> None:
        draft = EmptyDraftFactory()
        client.sign_in(draft.candidate)
        many = {f"results-{row}-subject": "S" for row in range(200)}
        client.post(new_url(draft, "qualifications", "gcse"), {**many, "save_draft": "yes"})
        session.expire_all()
        assert len(draft.qualifications[0].results) == MOST_ROWS
        client.get(url(draft, f"qualifications/{draft.qualifications[0].id}"))


class TestHistory:
    def test_a_present_job_has_no_end_and_needs_no_reason(self, client: StrictClient, session: Session) -> None:
        draft = EmptyDraftFactory()
        client.sign_in(draft.candidate)
        fields = {**ROWS["employment", "job"][0], "is_current": "yes"}
        client.submit(new_url(draft, "employment", "job"), **fields)
        [row] = draft.employments
        assert (row.ended_on, row.reason_for_leaving) == (None, "")
        assert problems_of(row) == []

    def test_a_gap_is_shown_where_it_is_and_filled_in_one_step(self, client: StrictClient, session: Session) -> None:
        draft = DraftApplicationFactory(history=False)
        SchoolResultsFactory(application=draft, kind="a_level", year=2010)
        JobFactory(application=draft, started_on=date(2010, 9, 1), ended_on=date(2016, 7, 1), is_current=False)
        JobFactory(application=draft, started_on=date(2018, 1, 1))
        draft.employments[0].reason_for_leaving = "A child"
        session.commit()
        client.sign_in(draft.candidate)
        page = client.get(url(draft, "employment"))
        assert "17 months not accounted for" in page.text
        assert "Continue" not in page.links
        assert "Account for August 2016 to December 2017" in client.get(url(draft, "check")).text
        job = client.get(page.links["add a job August 2016 to December 2017"]).form()
        assert (job["started_on-month"], job["started_on-year"], job["key"] != "") == ("8", "2016", True)
        client.submit(page.links["Say what you did August 2016 to December 2017"], reason="At home with my child")
        session.expire_all()
        pause = next(row for row in draft.employments if row.kind is EmploymentKind.pause)
        assert (pause.started_on, pause.ended_on) == (date(2016, 8, 1), date(2017, 12, 1))
        assert "Continue" in client.get(url(draft, "employment")).links
        assert problems_in(draft) == []

    @pytest.mark.parametrize("months", ["from=x&to=y", "from=2020-13&to=", "from=2020-02-31&to=99999-01", "from=%00"])
    def test_strange_months_in_the_address(self, client: StrictClient, session: Session, months: str) -> None:
        draft = EmptyDraftFactory()
        client.sign_in(draft.candidate)
        client.get(url(draft, f"employment/new/break?{months}"))

    def test_questions_stand_beside_the_list_as_long_as_it_does_not_answer_them(
        self, client: StrictClient, session: Session
    ) -> None:
        draft = EmptyDraftFactory()
        client.sign_in(draft.candidate)
        page = url(draft, "employment")
        assert set(client.get(page).form()) > {"left_education_on-month"}
        refused = client.submit(page, status=200)
        assert len(refused.errors) == 2
        later = client.submit(page, save_draft="yes", is_first_job="yes")
        assert later.location == url(draft, "form")
        again = client.submit(page, left_education_on="2026-03")
        assert again.location.endswith("/form/personal-statement")
        assert "First job" in client.get(url(draft, "check")).text
        DegreeFactory(application=draft, ended_on=date(2026, 2, 1))
        JobFactory(application=draft, started_on=date(2026, 3, 1))
        session.commit()
        shown = client.get(page)
        assert "first job" not in shown.text
        assert "Continue" in shown.links
        assert client.post(page, {"is_first_job": "no"}).location.endswith("/form/personal-statement")

    @pytest.mark.parametrize(
        ("answers", "sentence"),
        [
            ({"is_first_job": "yes", "left_education_on": "2026-05"}, None),
            ({"is_first_job": "yes", "left_education_on-month": "x"}, "must include a year"),
            ({"is_first_job": "no", "left_education_on": "2020-05"}, None),
        ],
    )
    def test_bad_answers_beside_the_list(
        self, client: StrictClient, session: Session, answers: dict[str, str], sentence: str | None
    ) -> None:
        draft = EmptyDraftFactory()
        client.sign_in(draft.candidate)
        page = client.submit(url(draft, "employment"), status=200 if sentence else 302, **answers)
        if sentence:
            assert sentence in page.errors[0]
        else:
            assert page.location == url(draft, "employment")

    def test_a_job_since_forgotten_grows_into_a_gap(self, session: Session, frozen: FrozenClock) -> None:
        """What was complete when it was written is asked again when it is sent."""
        draft = DraftApplicationFactory(history=False, vacancy=VacancyFactory(closes_at=frozen().replace(month=9)))
        DegreeFactory(application=draft)
        JobFactory(application=draft, ended_on=date(2026, 2, 1), is_current=False, reason_for_leaving="It ended")
        session.commit()
        assert problems_in(draft) == []
        frozen.move_to(frozen().replace(month=7))
        with pytest.raises(Incomplete) as refusal, transaction():
            operations.submit(actor=draft.candidate, application=draft)
        assert [problem.section for problem in refusal.value.problems] == ["employment"]

    @pytest.mark.parametrize(
        ("make", "section"),
        [
            (lambda draft: SchoolResultsFactory(application=draft, results=[]), "qualifications"),
            (lambda draft: DegreeFactory(application=draft, grade=""), "qualifications"),
            (lambda draft: DegreeFactory(application=draft, ended_on=date(2027, 1, 1)), "qualifications"),
            (lambda draft: TrainingFactory(application=draft, name=""), "training"),
            (lambda draft: BodyMembershipFactory(application=draft, has_taken_exam=None), "memberships"),
            (lambda draft: JobFactory(application=draft, main_duties="w " * 151), "employment"),
            (lambda draft: JobFactory(application=draft, is_current=False), "employment"),
            (lambda draft: JobFactory(application=draft, ended_on=date(2020, 1, 1)), "employment"),
            (lambda draft: BreakFactory(application=draft, reason=""), "employment"),
            (lambda draft: RefereeFactory(application=draft, may_ask_early=None), "referees"),
        ],
    )
    def test_sending_asks_every_row_again(self, session: Session, make: Any, section: str) -> None:
        draft = DraftApplicationFactory()
        make(draft)
        session.commit()
        with pytest.raises(Incomplete) as refusal, transaction():
            operations.submit(actor=draft.candidate, application=draft)
        assert {problem.section for problem in refusal.value.problems} == {section}

    def test_the_next_application_begins_with_all_of_it(self, session: Session) -> None:
        earlier = ApplicationFactory()
        SchoolResultsFactory(application=earlier)
        TrainingFactory(application=earlier)
        BodyMembershipFactory(application=earlier)
        BreakFactory(application=earlier)
        session.commit()
        with transaction():
            draft = operations.start(actor=earlier.candidate, vacancy=VacancyFactory())
        for entries in LISTS.values():
            copies, rows = entries.rows(draft), entries.rows(earlier)
            assert len(copies) == len(rows) > 0
            for copy, row in zip(copies, rows, strict=True):
                assert copy.id != row.id
                assert [getattr(copy, name) for name in entries.kind_of(row).fields] == [
                    getattr(row, name) for name in entries.kind_of(row).fields
                ]
        assert (draft.country, draft.ni_number, draft.working_patterns) == (
            earlier.country,
            earlier.ni_number,
            earlier.working_patterns,
        )

    def test_the_database_knows_that_ends_come_after_beginnings(self, session: Session) -> None:
        with pytest.raises((IntegrityError, DomainError)):
            JobFactory(started_on=date(2020, 2, 1), ended_on=date(2020, 1, 1))
        session.rollback()
        BreakFactory(started_on=date(2020, 2, 1), ended_on=date(2020, 2, 1))

    def test_why_somebody_left_is_unreadable_in_the_database(self, session: Session) -> None:
        draft = DraftApplicationFactory(support_needs="A ramp", needs_support=True)
        JobFactory(application=draft, reason_for_leaving="Bullied")
        BreakFactory(application=draft, reason="In hospital")
        session.commit()
        found = [
            *session.execute(text("SELECT reason_for_leaving, reason FROM application_employments")),
            *session.execute(text("SELECT support_needs, ni_number FROM applications")),
        ]
        stored = " ".join(str(value) for row in found for value in row)
        for secret in ("Bullied", "hospital", "ramp", draft.ni_number):
            assert secret not in stored
        session.expire_all()
        assert {row.reason for row in session.scalars(select(Employment))} == {"", "In hospital"}
        assert draft.support_needs == "A ramp"

    def test_support_needs_stored_in_the_open_are_read_as_they_stand(self, session: Session) -> None:
        draft = DraftApplicationFactory(needs_support=True)
        session.execute(text("UPDATE applications SET support_needs = 'An old ramp'"))
        session.expire_all()
        assert draft.support_needs == "An old ramp"

    def test_rows_go_with_their_application(self, session: Session) -> None:
        draft = DraftApplicationFactory()
        with transaction():
            operations.delete_draft(actor=draft.candidate, application=draft)
        assert session.scalars(select(Employment)).all() == []
        assert session.scalars(select(Qualification)).all() == []

    def test_study_still_going_on_covers_today(self, session: Session) -> None:
        draft = DraftApplicationFactory(history=False, is_first_job=True)
        DegreeFactory(
            application=draft, started_on=date(2023, 9, 1), ended_on=None, progress=StudyProgress.studying, details="x"
        )
        SchoolResultsFactory(application=draft, year=2023)
        session.commit()
        assert problems_in(draft) == []
