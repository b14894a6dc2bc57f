"""The pages: a clerk advertises, a volunteer offers, the clerk takes it from there."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from teachpb.governors.models import ExpressionOfInterest, GovernorRole, InterestState, RoleState, Skill
from teachpb.schools.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.governors import GovernorRoleFactory, InterestFactory
from tests.factories.schools import SchoolFactory, TrustFactory, member
from tests.support.client import StrictClient
from tests.support.time import FrozenClock

ADVERT = {
    "title": "Governor for safeguarding",
    "type": "co_opted",
    "route": "appointed",
    "places": "2",
    "about": "Keep children safe, ask hard questions.",
    "skills_essential": ["safeguarding"],
    "contact_name": "Ada Clerk",
    "contact_email": "clerk@example.org",
}
OFFER = {
    "name": "Grace Volunteer",
    "email": "grace@example.org",
    "motivation": "I care about this school.",
    "skill-safeguarding": "4",
    "skill-finance": "9",
    "is_adult": "yes",
    "is_eligible": "yes",
    "may_share": "yes",
}


class TestTheBoard:
    def test_from_a_blank_page_to_a_public_role(self, client: StrictClient, session: Session) -> None:
        school = SchoolFactory()
        client.sign_in(member(Role.governance_lead, school))
        assert "No roles yet" in client.get("/board/roles").text
        saved = client.follow(client.submit("/board/roles/new", **ADVERT))
        assert saved.h1 == "Governor for safeguarding"
        role = session.scalars(select(GovernorRole)).one()
        assert (role.organisation_id, role.places, role.skills_essential) == (school.id, 2, [Skill.safeguarding])
        assert "Preview" in client.get(f"/board/roles/{role.id}/preview").text
        client.post(f"/board/roles/{role.id}/publish")
        client.sign_in(None)
        assert "Keep children safe" in client.get(f"/governor-roles/{role.slug}").text

    def test_bad_answers_come_back_with_what_was_typed(self, client: StrictClient, session: Session) -> None:
        client.sign_in(member(Role.governance_lead))
        page = client.submit(
            "/board/roles/new", status=200, **{**ADVERT, "title": "", "is_paid": "yes", "places": "99"}
        )
        assert len(page.errors) == 3
        assert page.form()["about"] == ADVERT["about"]

    def test_a_board_that_is_not_ours_cannot_be_chosen(self, client: StrictClient, session: Session) -> None:
        trust = TrustFactory()
        SchoolFactory(trust=trust)
        client.sign_in(member(Role.governance_lead, trust))
        foreign = SchoolFactory()
        page = client.submit("/board/roles/new", status=200, **{**ADVERT, "organisation_id": str(foreign.id)})
        assert page.errors
        assert session.scalars(select(GovernorRole)).all() == []

    def test_publishing_an_unfinished_role_says_what_is_missing(self, client: StrictClient, session: Session) -> None:
        role = GovernorRoleFactory(state=RoleState.draft, published_at=None, about="")
        client.sign_in(member(organisation=role.organisation))
        page = client.follow(client.post(f"/board/roles/{role.id}/publish"))
        assert page.flashes == ["Say what the role is about before you publish it"]
        assert role.state is RoleState.draft

    def test_a_double_click_publishes_once(self, client: StrictClient, session: Session) -> None:
        role = GovernorRoleFactory(state=RoleState.draft, published_at=None)
        client.sign_in(member(organisation=role.organisation))
        for _ in range(2):
            client.post(f"/board/roles/{role.id}/publish")
        assert role.state is RoleState.live

    def test_the_clerk_reads_an_offer_and_moves_it(self, client: StrictClient, session: Session, outbox: Any) -> None:
        interest = InterestFactory()
        client.sign_in(member(Role.governance_lead, interest.role.organisation))
        assert "1 new" in client.get("/board/roles").text
        page = client.get(f"/board/interests/{interest.id}")
        assert "I went to this school." in page.text
        client.submit(f"/board/interests/{interest.id}", state="meeting", message="Tuesday at six?", note="Keen")
        assert interest.state is InterestState.meeting
        assert "Tuesday at six?" in outbox()[-1].text

    def test_two_tabs_the_second_is_told(self, client: StrictClient, session: Session) -> None:
        interest = InterestFactory()
        client.sign_in(member(Role.governance_lead, interest.role.organisation))
        client.submit(f"/board/interests/{interest.id}", state="declined")
        page = client.follow(client.post(f"/board/interests/{interest.id}", {"state": "meeting"}))
        assert page.flashes[-1:] == ["Nothing was changed: this offer is “not taken further” already"]
        assert interest.state is InterestState.declined

    def test_the_list_asks_the_same_number_of_questions_however_long_it_is(
        self, client: StrictClient, session: Session, query_count: Any
    ) -> None:
        school = SchoolFactory()
        client.sign_in(member(Role.governance_lead, school))
        for _ in range(2):
            InterestFactory(role=GovernorRoleFactory(organisation=school))
        with query_count() as few:
            client.get("/board/roles")
        for _ in range(18):
            InterestFactory(role=GovernorRoleFactory(organisation=school))
        with query_count() as many:
            client.get("/board/roles")
        assert many.count == few.count


class TestTheVolunteer:
    def test_offers_is_thanked_and_can_withdraw(self, client: StrictClient, session: Session) -> None:
        role = GovernorRoleFactory()
        page = client.follow(client.submit(f"/governor-roles/{role.slug}/interest", **OFFER))
        assert page.h1 == "Your offer to serve"
        interest = session.scalars(select(ExpressionOfInterest)).one()
        assert interest.skill_ratings == {"safeguarding": 4}, "what is not 1 to 4 is left out"
        action = str(page.select("main form")[0]["action"])
        withdrawn = client.follow(client.post(action))
        assert withdrawn.flashes == ["You have withdrawn. Thank you for having offered."]
        assert interest.state is InterestState.withdrawn

    def test_what_was_typed_stays_when_something_is_missing(self, client: StrictClient, session: Session) -> None:
        role = GovernorRoleFactory()
        answers = {**OFFER, "is_adult": None, "email": "nonsense"}
        page = client.submit(f"/governor-roles/{role.slug}/interest", status=200, **answers)
        assert len(page.errors) == 2
        values = page.form()
        assert values["motivation"] == OFFER["motivation"]
        assert values["skill-safeguarding"] == "4"

    def test_a_role_that_closes_while_they_write_loses_nothing(self, client: StrictClient, session: Session) -> None:
        role = GovernorRoleFactory()
        form = client.get(f"/governor-roles/{role.slug}/interest").form()
        role.state = RoleState.closed
        session.commit()
        page = client.post(f"/governor-roles/{role.slug}/interest", {**form, **OFFER}, status=200)
        assert "has closed while you were writing" in page.errors[0]
        assert page.form()["motivation"] == OFFER["motivation"]

    def test_offering_twice_says_so_beside_the_address(self, client: StrictClient, session: Session) -> None:
        role = GovernorRoleFactory()
        client.submit(f"/governor-roles/{role.slug}/interest", **OFFER)
        page = client.submit(f"/governor-roles/{role.slug}/interest", status=200, **OFFER)
        assert "already expressed interest" in page.errors[0]

    def test_somebody_signed_in_finds_it_in_their_account(self, client: StrictClient, session: Session) -> None:
        person = UserFactory(full_name="Grace Volunteer")
        client.sign_in(person)
        role = GovernorRoleFactory()
        assert client.get(f"/governor-roles/{role.slug}/interest").form()["name"] == "Grace Volunteer"
        client.submit(f"/governor-roles/{role.slug}/interest", **OFFER)
        assert role.title in client.get("/account/governor-interests").text

    def test_the_page_with_the_secret_is_kept_from_caches_and_robots(
        self, client: StrictClient, session: Session
    ) -> None:
        InterestFactory(number=9000)
        headers = client.get("/governor-roles/interest/secret-9000-aaaaaaaaaaaaaaaa").response.headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Robots-Tag"] == "noindex"
        assert headers["Referrer-Policy"] == "no-referrer"


class TestFinding:
    @pytest.mark.parametrize(
        "query",
        [
            "",
            "?page=0",
            "?page=abc",
            "?page=9999",
            "?skill=retired",
            "?type=parent&type=%00",
            "?radius=x",
            "?nonsense=1",
        ],
    )
    def test_any_address_gives_a_page(self, client: StrictClient, session: Session, query: str) -> None:
        GovernorRoleFactory()
        client.get(f"/governor-roles{query}")

    def test_filters_narrow_and_can_be_taken_off(self, client: StrictClient, session: Session) -> None:
        GovernorRoleFactory(title="Money person")
        GovernorRoleFactory(title="Legal person", skills_essential=[Skill.legal], skills_desirable=[])
        page = client.get("/governor-roles?skill=legal")
        assert "Legal person" in page.text
        assert "Money person" not in page.text
        assert page.select(".tp-chip")[0]["href"] == "/governor-roles"

    def test_an_unknown_place_says_so_and_shows_everything(self, client: StrictClient, session: Session) -> None:
        role = GovernorRoleFactory()
        page = client.get("/governor-roles?location=Atlantis")
        assert "We do not know a place called “Atlantis”" in page.text
        assert role.title in page.text

    def test_nothing_found_offers_the_next_step(self, client: StrictClient, session: Session) -> None:
        page = client.get("/governor-roles?keyword=zebra")
        assert "Show every role" in page.links

    def test_a_closed_role_keeps_its_page_out_of_search_engines(
        self, client: StrictClient, session: Session, frozen: FrozenClock
    ) -> None:
        role = GovernorRoleFactory(state=RoleState.filled)
        page = client.get(f"/governor-roles/{role.slug}")
        assert page.response.headers["X-Robots-Tag"] == "noindex"
        assert "Express interest" not in page.links

    def test_the_list_asks_the_same_number_of_questions_however_long_it_is(
        self, client: StrictClient, session: Session, query_count: Any
    ) -> None:
        for _ in range(2):
            GovernorRoleFactory()
        with query_count() as few:
            client.get("/governor-roles")
        for _ in range(18):
            GovernorRoleFactory()
        with query_count() as many:
            client.get("/governor-roles")
        assert many.count == few.count
