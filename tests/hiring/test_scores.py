"""Marking blind, opening, agreeing, ranking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.applications.models import ApplicationState, PanelMember
from teachpb.audit.models import AuditEntry
from teachpb.db import transaction
from teachpb.hiring import operations
from teachpb.hiring.models import AgreedScore, Score, ScoreOpening, ScoreSheet, Stage
from teachpb.schools.models import Membership, Role
from tests.factories.applications import ApplicationFactory, PanelMemberFactory
from tests.factories.hiring import CriterionFactory, marks
from tests.factories.schools import member
from tests.factories.vacancies import VacancyFactory
from tests.support.client import StrictClient

_S = ApplicationState


@dataclass
class Case:
    """A job with two criteria (weights 1 and 4), one candidate, an owner and a panel member who mark."""

    vacancy: Any
    application: Any
    light: Any
    heavy: Any
    owner: Any
    panel: Any

    @property
    def url(self) -> str:
        return f"/hiring/applications/{self.application.id}/scores"

    @property
    def ranking(self) -> str:
        return f"/hiring/vacancies/{self.vacancy.id}/ranking"

    def form(self, light: Any, heavy: Any, note: str = "") -> dict[str, Any]:
        return {
            f"points_{self.light.id}": light,
            f"points_{self.heavy.id}": heavy,
            f"note_{self.heavy.id}": note,
        }


@pytest.fixture
def case(session: Session) -> Case:
    return make_case()


def make_case(**fields: Any) -> Case:
    vacancy = VacancyFactory(**fields)
    panel = PanelMemberFactory(vacancy=vacancy).user
    return Case(
        vacancy,
        ApplicationFactory(vacancy=vacancy),
        CriterionFactory(vacancy=vacancy, weight=1, text="Light thing"),
        CriterionFactory(vacancy=vacancy, weight=4, text="Heavy thing"),
        member(Role.owner, vacancy.organisation, full_name="Olive Owner"),
        panel,
    )


class TestBlind:
    def test_nobody_sees_anything_until_everybody_has_marked(self, client: StrictClient, case: Case) -> None:
        client.sign_in(case.owner)
        client.submit(case.url, **case.form("1", "4", "Secretly splendid"))
        own = client.get(case.url)
        assert "Secretly splendid" in own.body and "You gave your marks" in own.text
        assert "80" not in client.get(case.ranking).text
        client.sign_in(case.panel)
        for url in (case.url, case.ranking):
            page = client.get(url)
            assert "Secretly splendid" not in page.body and "Olive Owner" not in page.body
            assert not page.select("input[checked][name^=points]")
        client.submit(case.url, **case.form("3", "2"))
        after = client.get(case.url)
        assert "Secretly splendid" in after.text and "Olive Owner" in after.text
        assert after.select("form[action$='/scores']") == []

    def test_the_panel_is_waited_for_and_so_is_whoever_has_begun(self, client: StrictClient, case: Case) -> None:
        colleague = member(Role.recruiter, case.vacancy.organisation)
        marks(case.application, case.owner, {case.light: 1, case.heavy: 1})
        marks(case.application, colleague, {case.light: 1, case.heavy: None}, given=False)
        client.sign_in(case.panel)
        client.submit(case.url, **case.form("2", "2"))
        assert "1 person has not yet" in client.get(case.url).text
        client.sign_in(colleague)
        client.submit(case.url, **case.form("2", "2"))
        assert "Everybody has marked" in client.get(case.url).text

    @pytest.mark.parametrize("how", ["membership", "account", "seat"])
    def test_nobody_waits_for_somebody_who_has_left(
        self, client: StrictClient, session: Session, case: Case, how: str
    ) -> None:
        marks(case.application, case.panel, {case.light: 1, case.heavy: None}, given=False)
        marks(case.application, case.owner, {case.light: 1, case.heavy: 1})
        colleague = member(Role.recruiter, case.vacancy.organisation)
        client.sign_in(colleague)
        client.submit(case.url, **case.form("2", "2"))
        assert "1 person has not yet" in client.get(case.url).text
        if how == "membership":
            session.scalars(select(Membership).where(Membership.user_id == case.panel.id)).one().ended_at = clock.now()
        elif how == "account":
            case.panel.closed_at = clock.now()
        else:
            session.delete(session.scalars(select(PanelMember)).one())
        session.commit()
        assert "Everybody has marked" in client.get(case.url).text

    def test_one_marker_alone_opens_nothing(self, client: StrictClient, session: Session) -> None:
        case = make_case()
        client.sign_in(case.owner)
        client.post(f"/hiring/vacancies/{case.vacancy.id}/panel/{case.panel.id}/remove")
        client.submit(case.url, **case.form("2", "2"))
        assert session.scalar(select(ScoreOpening)) is None
        client.sign_in(member(Role.recruiter, case.vacancy.organisation))
        assert "Olive Owner" not in client.get(case.url).body

    def test_an_owner_opens_with_a_reason_and_it_is_on_record(
        self, client: StrictClient, session: Session, case: Case
    ) -> None:
        client.sign_in(case.owner)
        page = client.submit(f"{case.url}/open", status=200, reason="Panel member is ill")
        assert "Nobody has given marks yet" in page.errors[0]
        client.submit(case.url, **case.form("1", "4"))
        assert client.submit(f"{case.url}/open", status=200, reason="").errors == ["Say why you open the marks now"]
        client.submit(f"{case.url}/open", reason="Panel member is ill")
        client.post(f"{case.url}/open", {"reason": "again", "stage": "shortlisting"})
        opening = session.scalars(select(ScoreOpening)).one()
        assert (opening.reason, opening.opened_by_id) == ("Panel member is ill", case.owner.id)
        entry = session.scalars(select(AuditEntry).where(AuditEntry.verb == "scores_opened")).one()
        assert entry.note == "Panel member is ill"
        client.sign_in(case.panel)
        assert "Panel member is ill" in client.get(case.url).text
        late = client.post(case.url, {**case.form("0", "0", "Came too late"), "stage": "shortlisting"}, status=200)
        assert "nobody can mark any more" in late.errors[0]
        assert "Came too late" in late.body
        assert session.scalars(select(ScoreSheet.marker_id)).all() == [case.owner.id]

    def test_marks_may_change_until_they_are_open(self, client: StrictClient, session: Session, case: Case) -> None:
        client.sign_in(case.owner)
        client.submit(case.url, **case.form("1", "1"))
        client.submit(case.url, **case.form("1", "3"))
        assert [score.points for score in session.scalars(select(Score).order_by(Score.criterion_id))] == [1, 3]
        page = client.submit(case.url, status=200, save_draft="yes", **case.form("1", None))
        assert page.errors == ["Give a mark for each criterion"]


class TestDrafts:
    def test_half_of_it_is_kept(self, client: StrictClient, session: Session, case: Case) -> None:
        client.sign_in(case.panel)
        client.submit(case.url, save_draft="yes", **case.form("2", None, "half a thought"))
        page = client.get(case.url)
        assert "half a thought" in page.body
        assert [box["value"] for box in page.select("input[checked]")] == ["2"]
        assert session.scalars(select(ScoreSheet)).one().submitted_at is None

    def test_giving_marks_wants_all_of_them_and_loses_nothing(self, client: StrictClient, case: Case) -> None:
        client.sign_in(case.panel)
        page = client.submit(case.url, status=200, **case.form("2", None, "typed a lot"))
        assert page.errors == ["Give a mark for each criterion"]
        assert page.soup.select_one(f'a[href="#points_{case.heavy.id}"]')
        assert "typed a lot" in page.body

    @pytest.mark.parametrize("points", ["5", "-1", "x", "1" * 40])
    def test_odd_marks_are_refused(self, client: StrictClient, session: Session, case: Case, points: str) -> None:
        client.sign_in(case.panel)
        client.submit(case.url, status=200, **case.form("1", points))
        assert session.scalars(select(ScoreSheet)).all() == []

    def test_the_page_saves_by_itself(self, client: StrictClient, session: Session, case: Case) -> None:
        client.sign_in(case.panel)
        client.strict = False  # a piece of a page
        first = {**case.form("3", "", "thinking"), "revision": "0", "stage": "shortlisting"}
        answer = client.post(f"{case.url}/draft", first, status=200)
        assert 'name="revision" value="1"' in answer.body and "Saved as a draft" in answer.body
        again = client.post(f"{case.url}/draft", first, status=200)
        assert 'value="1"' in again.body  # the same from a slow line: nothing to write, nothing to complain of
        bad = client.post(f"{case.url}/draft", {**first, f"note_{case.heavy.id}": "x" * 1001}, status=200)
        assert "Not saved:" in bad.body

    def test_an_older_tab_does_not_overwrite_a_newer_one_unasked(
        self, client: StrictClient, session: Session, case: Case
    ) -> None:
        client.sign_in(case.panel)
        old_tab = client.get(case.url).form(case.url)
        client.submit(case.url, save_draft="yes", **case.form("3", "3", "the newer words"))
        page = client.post(case.url, {**old_tab, **case.form("1", "1", "the older words")}, status=200)
        assert "in another tab" in page.errors[0]
        assert "the older words" in page.body
        session.expire_all()
        assert {score.note for score in session.scalars(select(Score))} >= {"the newer words"}
        client.post(case.url, {**page.form(case.url), **case.form("1", "1", "the older words")})
        session.expire_all()
        assert [score.points for score in session.scalars(select(Score))] == [1, 1]

    def test_notes_are_sealed(self, client: StrictClient, session: Session, case: Case) -> None:
        client.sign_in(case.panel)
        client.submit(case.url, save_draft="yes", **case.form("2", "2", "Mentioned her hearing"))
        stored = session.execute(text("SELECT note FROM scores")).scalars().all()
        assert not any("hearing" in note for note in stored)


class TestAgreeing:
    def test_only_once_open_with_a_reason_and_then_it_counts(
        self, client: StrictClient, session: Session, case: Case
    ) -> None:
        client.sign_in(case.owner)
        client.get(f"{case.url}/agree", status=302)
        marks(case.application, case.owner, {case.light: 4, case.heavy: 0})
        marks(case.application, case.panel, {case.light: 4, case.heavy: 4})
        page = client.get(case.url)
        assert "60 out of 100" in page.text and page.text.count("Far apart: talk about it") == 1
        url = f"{case.url}/agree"
        refused = client.submit(url, status=200, **case.form("", "3"))
        assert refused.errors == ["Say why you agreed on this mark"]
        client.submit(url, **case.form("", "3", "Read it again together"))
        page = client.get(case.url)
        assert "80 out of 100" in page.text and "Read it again together" in page.text
        assert "Far apart" not in page.text
        assert session.scalars(select(AgreedScore)).one().points == 3

    def test_a_criterion_added_later_leaves_no_total_until_it_is_agreed(self, client: StrictClient, case: Case) -> None:
        for person in (case.owner, case.panel):
            marks(case.application, person, {case.light: 4, case.heavy: 4})
        client.sign_in(case.owner)
        client.get(case.url)
        late = CriterionFactory(vacancy=case.vacancy, weight=5, text="Late thing", reason="Changed post")
        assert "A criterion has no mark" in client.get(case.ranking).text
        client.submit(f"{case.url}/agree", **{f"points_{late.id}": "4", f"note_{late.id}": "Seen in the letter"})
        assert "100" in client.get(case.ranking).text


class TestRanking:
    def rows(self, client: StrictClient, case: Case, stage: str = "shortlisting") -> list[list[str]]:
        page = client.get(f"{case.ranking}?stage={stage}")
        return [[" ".join(cell.get_text().split()) for cell in row.select("td, th")] for row in page.select("tbody tr")]

    def test_order_ties_and_codes(self, client: StrictClient, session: Session) -> None:
        case = make_case(is_anonymised=True)
        others = [ApplicationFactory(vacancy=case.vacancy) for _ in range(3)]
        points = {case.application: 2, others[0]: 4, others[1]: 2}
        for application, value in points.items():
            for person in (case.owner, case.panel):
                marks(application, person, {case.light: value, case.heavy: value})
        marks(others[2], case.owner, {case.light: 4, case.heavy: 4})
        client.sign_in(case.panel)
        rows = self.rows(client, case)
        assert [row[0] for row in rows] == ["1", "=2 (shared)", "=2 (shared)", "–"]
        assert [row[2] for row in rows] == ["100", "50", "50", "–"]
        assert rows[0][1] == f"Candidate {others[0].code}"
        assert rows[3][3] == "1 given, not open yet" and rows[3][4] == "To do"
        body = client.get(case.ranking).body
        assert not any(each.last_name in body for each in (*others, case.application))
        assert "sum of (weight × 4)" in body

    def test_the_stages_are_apart(self, client: StrictClient, case: Case) -> None:
        interviewed = ApplicationFactory(vacancy=case.vacancy, state=_S.interviewing)
        criterion = CriterionFactory(vacancy=case.vacancy, stage=Stage.interview)
        for person in (case.owner, case.panel):
            marks(interviewed, person, {criterion: 3})
        client.sign_in(case.owner)
        assert [row[2] for row in self.rows(client, case, "interview")] == ["75"]
        assert self.rows(client, case, "nonsense") == self.rows(client, case)
        scores = client.get(f"/hiring/applications/{interviewed.id}/scores")
        assert "75 out of 100" in scores.text

    def test_withdrawn_people_are_gone(self, client: StrictClient, case: Case) -> None:
        gone = ApplicationFactory(vacancy=case.vacancy, state=_S.withdrawn)
        client.sign_in(case.owner)
        assert len(self.rows(client, case)) == 1
        client.get(f"/hiring/applications/{gone.id}/scores", status=403)
        assert "Scores" not in client.get(f"/hiring/applications/{gone.id}").text

    def test_empty_pages_lead_on(self, client: StrictClient, session: Session) -> None:
        vacancy = VacancyFactory()
        application = ApplicationFactory(vacancy=vacancy)
        client.sign_in(member(Role.owner, vacancy.organisation))
        for url in (f"/hiring/vacancies/{vacancy.id}/ranking", f"/hiring/applications/{application.id}/scores"):
            assert "Write criteria" in client.get(url).links

    def test_more_candidates_take_no_more_queries(
        self, client: StrictClient, session: Session, query_count: Callable[[], Any], case: Case
    ) -> None:
        def count() -> int:
            with query_count() as counter:
                client.get(case.ranking)
            return int(counter.count)

        client.sign_in(case.owner)
        for application in (case.application, ApplicationFactory(vacancy=case.vacancy)):
            marks(application, case.panel, {case.light: 2, case.heavy: 2})
        few = count()
        for _ in range(18):
            marks(ApplicationFactory(vacancy=case.vacancy), case.panel, {case.light: 2, case.heavy: 2})
        assert count() == few


def test_a_place_outside_marking_takes_no_marks(client: StrictClient, session: Session, case: Case) -> None:
    done = ApplicationFactory(vacancy=case.vacancy, state=_S.appointed)
    client.sign_in(case.owner)
    assert (
        "not being marked at this stage" in client.get(f"/hiring/applications/{done.id}/scores?stage=shortlisting").text
    )
    page = client.post(
        f"/hiring/applications/{done.id}/scores", {**case.form("1", "1"), "stage": "shortlisting"}, status=200
    )
    assert "not being marked" in page.errors[0]


def test_two_people_saving_at_once_are_two_sheets(session: Session, case: Case) -> None:
    for person in (case.owner, case.panel):
        with transaction():
            operations.save_sheet(
                actor=person,
                application=case.application,
                stage=Stage.shortlisting,
                marks={case.light.id: (2, ""), case.heavy.id: (2, "")},
                submit=True,
                seen=0,
            )
    assert session.scalars(select(ScoreOpening)).one().opened_by_id is None
    assert len(session.scalars(select(ScoreSheet)).all()) == 2
