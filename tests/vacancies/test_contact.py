"""The address candidates write to: one’s own or another, known or confirmed, and the invitation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from teachpb import clock
from teachpb.db import db, transaction
from teachpb.schools.models import Invitation, Role
from teachpb.vacancies import operations, queries
from teachpb.vacancies.errors import Incomplete
from teachpb.vacancies.models import VacancyState
from teachpb.vacancies.rules import problems_in
from tests.factories.accounts import UserFactory
from tests.factories.schools import MembershipFactory, SchoolFactory, TrustFactory, member
from tests.factories.vacancies import DraftVacancyFactory, ExpiredVacancyFactory, VacancyFactory

pytestmark = pytest.mark.usefixtures("session", "frozen")
STRANGE = "stranger@example.org"


@pytest.fixture
def school() -> Any:
    return SchoolFactory(trust=TrustFactory(), name="Nene Gate Academy")


@pytest.fixture
def owner(school: Any) -> Any:
    return member(Role.owner, school)


def edit(vacancy: Any, actor: Any, **values: Any) -> Any:
    with transaction():
        return operations.edit(actor=actor, vacancy=vacancy, values=values)


def publish(vacancy: Any, actor: Any) -> None:
    with transaction():
        operations.publish(actor=actor, vacancy=vacancy)


def invitations() -> list[tuple[str, Role]]:
    return [(each.email, each.role) for each in db.session.scalars(select(Invitation).order_by(Invitation.id))]


# -- whose address is it?

PEOPLE: dict[str, Any] = {
    "a member": (lambda school: member(Role.viewer, school), True),
    "a member of the trust": (lambda school: member(Role.owner, school.trust), True),
    "a member of another school": (lambda school: member(Role.owner), False),
    "somebody let go": (lambda school: MembershipFactory(organisation=school, ended_at=clock.now()).user, False),
    "somebody not approved": (lambda school: MembershipFactory(organisation=school, approved_at=None).user, False),
    "a candidate": (lambda school: UserFactory(), False),
}


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("written", [str, str.upper, lambda text: f" {text} "])
def test_whose_address_is_known(school: Any, who: str, written: Any) -> None:
    make, known = PEOPLE[who]
    vacancy = DraftVacancyFactory(organisation=school)
    assert queries.is_address_known(vacancy, written(make(school).email)) is known


def test_a_trusts_advert_knows_the_people_of_its_schools(school: Any) -> None:
    other = SchoolFactory(trust=school.trust)
    vacancy = DraftVacancyFactory(organisation=school.trust, schools=[school])
    assert queries.is_address_known(vacancy, member(Role.recruiter, school).email)
    assert not queries.is_address_known(vacancy, member(Role.recruiter, other).email)


def test_a_new_draft_knows_who_began_it(school: Any, owner: Any) -> None:
    with transaction():
        vacancy = operations.create_draft(actor=owner, organisation=school)
    assert (vacancy.contact_email, vacancy.contact_is_known) == (owner.email, True)
    assert "confirm-contact" not in problems_in(vacancy, clock.now())


# -- confirming


def test_a_strange_address_is_confirmed_and_a_new_one_again(school: Any, owner: Any) -> None:
    vacancy = DraftVacancyFactory(organisation=school)
    for address in (STRANGE, "other@example.org"):
        edit(vacancy, owner, contact_email=address)
        assert [*problems_in(vacancy, clock.now())] == ["confirm-contact"]
        with pytest.raises(Incomplete):
            publish(vacancy, owner)
        edit(vacancy, owner, contact_is_confirmed=True)
        assert problems_in(vacancy, clock.now()) == {}
    edit(vacancy, owner, contact_phone="01733 747474")
    edit(vacancy, owner, contact_email="OTHER@example.org", contact_is_confirmed=True)
    assert problems_in(vacancy, clock.now()) == {}, "the same address written otherwise, and still right"
    edit(vacancy, owner, contact_email=owner.email)
    assert problems_in(vacancy, clock.now()) == {}
    assert vacancy.contact_is_confirmed is False


def test_a_machine_is_not_asked(school: Any) -> None:
    vacancy = DraftVacancyFactory(organisation=school)
    edit(vacancy, None, contact_email=STRANGE)
    assert problems_in(vacancy, clock.now()) == {}


def test_the_pages_of_a_draft(client: Any, school: Any, owner: Any) -> None:
    client.sign_in(owner)
    vacancy = DraftVacancyFactory(organisation=school, contact_email=owner.email)
    base = f"/hiring/vacancies/{vacancy.id}"
    page = client.get(f"{base}/edit/contact")
    assert f"Mine: {owner.email}" in page.text
    assert page.select("input[value=own][checked]")
    assert client.submit(f"{base}/edit/contact").location == f"{base}/check"
    page = client.submit(f"{base}/edit/contact", status=200, whose="other", other_email="")
    assert page.errors == ["Enter an email address for questions about the job"]
    page = client.submit(f"{base}/edit/contact", status=200, whose="other", other_email="no address")
    assert page.errors == ["Enter an email address in the correct format, like name@example.com"]
    page = client.submit(f"{base}/edit/contact", whose="other", other_email=STRANGE)
    assert page.location == f"{base}/edit/confirm-contact"
    page = client.follow(page)
    assert STRANGE in page.text
    assert "Nobody at Nene Gate Academy has this address here" in page.text
    assert "as recruiter" in page.text
    assert page.links["Change the address"] == f"{base}/edit/contact"
    page = client.submit(page.location or f"{base}/edit/confirm-contact", status=200)
    assert page.errors == [f"Confirm that {STRANGE} is right, or change it"]
    assert client.get(f"{base}/tasks").links["Continue: confirm the contact address"]
    page = client.submit(f"{base}/edit/confirm-contact", contact_is_confirmed="yes")
    assert page.location == f"{base}/check"
    assert "Email address stranger@example.org" in client.follow(page).text


def test_nothing_chosen_is_asked_for(client: Any, school: Any, owner: Any) -> None:
    client.sign_in(owner)
    vacancy = DraftVacancyFactory(organisation=school, contact_email="")
    page = client.submit(f"/hiring/vacancies/{vacancy.id}/edit/contact", status=200)
    assert page.errors == ["Enter an email address for questions about the job"]


def test_a_live_advert_is_confirmed_on_the_same_page(client: Any, school: Any, owner: Any) -> None:
    client.sign_in(owner)
    vacancy = VacancyFactory(organisation=school)
    step = f"/hiring/vacancies/{vacancy.id}/edit/contact"
    assert "This address is right" not in client.get(step).text
    page = client.submit(step, status=200, whose="other", other_email=STRANGE)
    assert page.errors == ["Nobody at Nene Gate Academy has this address here. Tick the box if it is right"]
    assert vacancy.contact_email == "office@example.org"
    client.submit(step, whose="other", other_email=STRANGE, contact_is_confirmed="yes")
    assert vacancy.contact_email == STRANGE
    assert invitations() == [(STRANGE, Role.recruiter)]
    client.submit(step, whose="own")
    assert (vacancy.contact_email, vacancy.contact_is_known) == (owner.email, True)


# -- inviting

WHO_INVITES = [(Role.owner, "school", Role.recruiter), (Role.owner, "trust", Role.recruiter)]
WHO_INVITES += [(Role.recruiter, "school", Role.panel_member), (Role.recruiter, "trust", Role.panel_member)]


@pytest.mark.parametrize(("role", "where", "invited_as"), WHO_INVITES)
def test_nobody_gives_away_more_than_they_may(school: Any, role: Role, where: str, invited_as: Role) -> None:
    """A recruiter cannot invite recruiters, and not by way of an advert either."""
    actor = member(role, school if where == "school" else school.trust)
    vacancy = DraftVacancyFactory(
        organisation=school, contact_email=STRANGE, contact_is_known=False, contact_is_confirmed=True
    )
    publish(vacancy, actor)
    assert vacancy.state is VacancyState.live
    assert invitations() == [(STRANGE, invited_as)]


def test_the_invitation_runs_out_and_gives_nothing_away(school: Any, owner: Any, outbox: Any) -> None:
    vacancy = DraftVacancyFactory(
        organisation=school, contact_email=STRANGE, contact_is_known=False, contact_is_confirmed=True
    )
    publish(vacancy, owner)
    invitation = db.session.scalars(select(Invitation)).one()
    assert timedelta(0) < invitation.expires_at - clock.now() <= timedelta(days=14)
    (mail,) = [row for row in outbox() if "invited" in row.subject]
    assert mail.to == STRANGE
    assert vacancy.title not in mail.subject
    assert mail.secret is True


def test_an_address_is_invited_once(school: Any, owner: Any, frozen: Any, outbox: Any) -> None:
    def another() -> None:
        publish(
            DraftVacancyFactory(
                organisation=school, contact_email=STRANGE, contact_is_known=False, contact_is_confirmed=True
            ),
            owner,
        )

    another()
    another()
    assert len([row for row in outbox() if "invited" in row.subject]) == 1
    frozen.advance(timedelta(days=15))
    another()
    assert len([row for row in outbox() if "invited" in row.subject]) == 2, "the first has run out"
    assert len(invitations()) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"contact_is_known": True},
        {"contact_is_known": True, "contact_is_confirmed": True},
    ],
)
def test_a_known_address_is_not_invited(school: Any, owner: Any, fields: dict[str, bool]) -> None:
    publish(DraftVacancyFactory(organisation=school, **fields), owner)
    assert invitations() == []


def test_who_has_joined_meanwhile_is_not_invited(school: Any, owner: Any) -> None:
    joined = member(Role.viewer, school)
    vacancy = DraftVacancyFactory(
        organisation=school, contact_email=joined.email, contact_is_known=False, contact_is_confirmed=True
    )
    publish(vacancy, owner)
    assert invitations() == []


@pytest.mark.parametrize("known", [True, False])
def test_what_is_known_of_the_address_goes_along_with_a_relisting(school: Any, owner: Any, known: bool) -> None:
    old = ExpiredVacancyFactory(
        organisation=school, contact_email=STRANGE, contact_is_known=known, contact_is_confirmed=True
    )
    with transaction():
        new = operations.relist(actor=owner, vacancy=old)
    assert (new.contact_is_known, new.contact_is_confirmed) == (known, True)
