"""Keeping a profile, showing it, being found and invited, shutting schools out, going to sleep."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from teachpb.accounts.operations import close_account
from teachpb.applications.models import QtsStatus
from teachpb.applications.operations import start
from teachpb.candidates import operations, queries
from teachpb.candidates.models import CandidateProfile, CandidateSearch, JobInvitation, ProfileHiding, ProfilePlace
from teachpb.candidates.operations.inviting import MOST_A_DAY, MOST_A_WEEK, MOST_SEARCHES
from teachpb.candidates.queries import Wanted
from teachpb.db import DomainError, transaction
from teachpb.schools.models import Phase, Role
from teachpb.vacancies.models import JobRole, Subject, WorkingPattern
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory
from tests.factories.candidates import HidingFactory, JobInvitationFactory, ProfileFactory
from tests.factories.schools import MembershipFactory, SchoolFactory, TrustFactory, member
from tests.factories.vacancies import ExpiredVacancyFactory, VacancyFactory
from tests.support.client import StrictClient
from tests.support.queries import QueryCounter
from tests.support.time import FrozenClock

Outbox = Callable[[], list[Any]]


def own(session: Session, user: Any) -> CandidateProfile:
    session.expire_all()
    profile = queries.get_own(user)
    assert profile is not None
    return profile


# -- writing it


def test_a_profile_is_written_shown_and_hidden(client: StrictClient, session: Session) -> None:
    user = UserFactory()
    client.sign_in(user)
    page = client.get("/account/profile")
    assert "Enter your name" in page.text and session.query(CandidateProfile).count() == 0
    refused = client.follow(client.post("/account/profile/visible", {"visible": "yes"}))
    assert "then you can show your profile" in refused.flashes[0]
    at = "/account/profile/"
    client.submit(
        at + "details", first_name="Paula", last_name="O’Neill", has_right_to_work="yes", phone="01733 747474"
    )
    client.submit(at + "status", qts_status="yes", qts_year="2015", trn="76 54321")
    client.submit(at + "qualifications", qualifications="A degree and a PGCE")
    client.submit(at + "statement", statement="First.\n\nSecond.")
    client.submit(
        at + "jobs", job_roles=["teacher"], phases=["primary"], working_patterns=["part_time"], key_stages=["ks2"]
    )
    client.submit(at + "places", place_1="PE2 8BB", radius_1="15", place_2="Stamford", radius_2="5")
    page = client.get("/account/profile")
    assert "completed 6 of 6" in page.text or "Everything is filled in" in page.text
    client.submit("/account/profile", action="/account/profile/visible")
    profile = own(session, user)
    assert profile.is_visible and profile.trn == "7654321"
    assert [(place.name, place.radius_miles) for place in profile.places] == [("PE2 8BB", 15), ("Stamford", 5)]
    preview = client.get("/account/profile/preview").text
    assert "Paula O’Neill" in preview and "within 5 miles of Stamford" in preview and "Second." in preview
    assert "7654321" not in preview and "01733" not in preview and user.email not in preview
    client.submit(at + "places", place_1="Stamford", radius_1="5", place_2="")
    assert [place.name for place in own(session, user).places] == ["Stamford"]
    client.submit("/account/profile", action="/account/profile/visible")
    assert not own(session, user).is_visible


def test_a_shown_profile_that_lacks_something_is_shown_no_longer(client: StrictClient, session: Session) -> None:
    profile = ProfileFactory()
    client.sign_in(profile.user)
    client.submit("/account/profile/qualifications", qualifications="", save_draft="yes")
    assert not own(session, profile.user).is_visible


@pytest.mark.parametrize(
    ("step", "answers", "sentence"),
    [
        ("details", {"first_name": ""}, "Enter your first name"),
        ("status", {"qts_status": "yes", "trn": "123"}, "7 digits"),
        ("status", {"qts_status": "yes", "trn": "１２３４５６７"}, "7 digits"),
        ("status", {"qts_status": "yes", "qts_year": "2999"}, "must not be in the future"),
        ("jobs", {"job_roles": [role.value for role in list(JobRole)[:5]]}, "up to 4 roles"),
        ("jobs", {"key_stages": ["ks1", "ks2", "ks3", "ks4"]}, "up to 3 key stages"),
        ("jobs", {"patterns_details": "word " * 51}, "50 words"),
        ("places", {"place_1": "Nowhere at all"}, "We do not know where “Nowhere at all” is"),
        ("places", {"place_1": ""}, "Enter where you would work"),
        ("statement", {"statement": "word " * 1501}, "1,500 words"),
    ],
)
def test_what_cannot_be_kept_says_why(
    client: StrictClient, session: Session, step: str, answers: dict[str, Any], sentence: str
) -> None:
    client.sign_in(ProfileFactory().user)
    page = client.submit(f"/account/profile/{step}", status=200, **answers)
    assert any(sentence in error for error in page.errors), page.errors


def test_the_statement_cannot_be_read_in_the_database(session: Session) -> None:
    ProfileFactory(statement="My mother is ill")
    assert session.execute(text("SELECT statement FROM candidate_profiles")).scalar_one().startswith("sealed:")


def test_a_new_application_begins_with_the_profile_and_then_the_last_application(
    client: StrictClient, session: Session
) -> None:
    profile = ProfileFactory(first_name="New", last_name="Name", phone="", statement="About me", qts_year=2020)
    ApplicationFactory(candidate=profile.user, phone="01733 555", town="Stamford", qts_year=2001)
    vacancy = VacancyFactory()
    client.sign_in(profile.user)
    assert "what your profile says" in client.get(f"/jobs/{vacancy.slug}/apply").text
    with transaction():
        draft = start(actor=profile.user, vacancy=vacancy)
        other = start(actor=profile.user, vacancy=VacancyFactory.create(job_roles=[JobRole.it_support]))
    assert (draft.first_name, draft.last_name, draft.statement) == ("New", "Name", "About me")
    assert (draft.phone, draft.town) == ("01733 555", "Stamford")
    assert (draft.qts_status, draft.qts_year, draft.trn) == (QtsStatus.yes, 2020, "7654321")
    assert not draft.is_accurate and not draft.agrees_to_checks
    assert other.qts_status is None and other.trn == ""


# -- being found, or not


def names(user: Any, wanted: Wanted = Wanted()) -> list[str]:  # noqa: B008 - frozen
    from teachpb.db import db

    return sorted(profile.first_name for profile in db.session.scalars(queries.find(user, wanted)))


def test_filters(session: Session) -> None:
    far = [ProfilePlace(name="Cambridge", latitude=52.2053, longitude=0.1218, radius_miles=10)]
    wide = [ProfilePlace(name="Cambridge", latitude=52.2053, longitude=0.1218, radius_miles=50)]
    ProfileFactory(first_name="Ann", job_roles=[JobRole.headteacher], phases=[Phase.secondary])
    ProfileFactory(first_name="Bob", phases=[Phase.through], subjects=[Subject.physics], places=far)
    ProfileFactory(first_name="Cat", working_patterns=[WorkingPattern.part_time], qts_status="on_track", places=wide)
    ProfileFactory(first_name="Dan", is_visible=False)
    school = SchoolFactory()
    owner = member(Role.owner, school)
    near = (school.latitude, school.longitude)
    table = [
        (Wanted(), ["Ann", "Bob", "Cat"]),
        (Wanted(roles=(JobRole.teacher,)), ["Bob", "Cat"]),  # and not the headteacher
        (Wanted(roles=(JobRole.teacher, JobRole.headteacher)), ["Ann", "Bob", "Cat"]),
        (Wanted(phases=(Phase.primary,)), ["Bob", "Cat"]),
        (Wanted(phases=(Phase.secondary,)), ["Ann", "Bob"]),
        (Wanted(phases=(Phase.through,)), ["Bob"]),
        (Wanted(patterns=(WorkingPattern.part_time,)), ["Cat"]),
        (Wanted(subjects=(Subject.physics, Subject.music)), ["Bob"]),
        (Wanted(qts=("on_track",)), ["Cat"]),  # type: ignore[arg-type]
        (Wanted(near=near, within=0), ["Ann", "Bob", "Cat"]),
        (Wanted(near=near, within=None), ["Ann", "Cat"]),
        (Wanted(near=near, within=5), ["Ann"]),
        (Wanted(near=near, within=40), ["Ann", "Bob", "Cat"]),
        (Wanted(roles=(JobRole.teacher,), patterns=(WorkingPattern.part_time,)), ["Cat"]),
    ]
    assert [names(owner, wanted) for wanted, _ in table] == [expected for _, expected in table]


def test_a_hidden_candidate_is_nowhere(client: StrictClient, session: Session) -> None:
    """Neither in the list, nor in the count, nor behind an address, nor to be invited; for a trust, at none of its
    schools; for a school, by nobody who works there as well."""
    trust = TrustFactory()
    employer, sister = SchoolFactory(trust=trust), SchoolFactory(trust=trust)
    shut_out = TrustFactory()
    of_shut_out = SchoolFactory(trust=shut_out)
    free = SchoolFactory()
    profile = ProfileFactory(first_name="Hilda")
    HidingFactory(profile=profile, organisation=employer, is_employer=True)
    HidingFactory(profile=profile, organisation=shut_out)
    double = member(Role.owner, free)
    MembershipFactory(user=double, organisation=employer, role=Role.viewer)
    for person, sees in (
        (member(Role.owner, employer), False),
        (member(Role.owner, trust), False),
        (member(Role.recruiter, of_shut_out), False),
        (member(Role.owner, shut_out), False),
        (double, False),
        (member(Role.recruiter, sister), True),
        (member(Role.recruiter, free), True),
    ):
        client.sign_in(person)
        page = client.get("/hiring/candidates")
        assert ("Hilda" in page.text) is sees
        assert ("1 candidate" in page.text) is sees
        client.get(f"/hiring/candidates/{profile.id}", status=200 if sees else 404)
        if not sees:
            client.post(f"/hiring/candidates/{profile.id}", {"vacancy_id": "1"}, status=404)


def test_colleagues_never_find_one_another(session: Session) -> None:
    school = SchoolFactory()
    colleague = member(Role.panel_member, school)
    ProfileFactory(user=colleague)
    owner = member(Role.owner, school)
    ProfileFactory(user=owner)
    assert names(owner) == []
    assert len(names(member(Role.owner))) == 2


@pytest.mark.parametrize("gone", ["hidden", "closed", "unconfirmed"])
def test_who_is_gone_is_gone(session: Session, gone: str) -> None:
    profile = ProfileFactory()
    owner = member(Role.owner)
    assert len(names(owner)) == 1
    if gone == "hidden":
        profile.is_visible = False
    elif gone == "closed":
        with transaction():
            close_account(user=profile.user)
    else:
        profile.user.confirmed_at = None
    session.commit()
    assert names(owner) == []


def test_what_schools_do_not_see(client: StrictClient, session: Session) -> None:
    profile = ProfileFactory()
    client.sign_in(member(Role.owner))
    told = client.get("/hiring/candidates").body + client.get(f"/hiring/candidates/{profile.id}").body
    assert profile.full_name in told and "A degree in history" in told
    for secret in (profile.user.email, profile.phone, profile.trn):
        assert secret not in told


def test_the_list_asks_no_more_for_twenty_than_for_two(
    client: StrictClient, session: Session, query_count: Callable[[], AbstractContextManager[QueryCounter]]
) -> None:
    client.sign_in(member(Role.owner))

    def asked() -> int:
        client.get("/hiring/candidates")
        with query_count() as counted:
            client.get("/hiring/candidates")
        return counted.count

    ProfileFactory.create_batch(2)
    before = asked()
    ProfileFactory.create_batch(18)
    assert asked() == before


def test_searches_are_kept_under_a_name(client: StrictClient, session: Session) -> None:
    ProfileFactory(first_name="Ann")
    ProfileFactory(first_name="Bob", job_roles=[JobRole.sendco])
    trust = TrustFactory()
    SchoolFactory(trust=trust, name="Alpha School")
    beta = SchoolFactory(trust=trust, name="Beta School")
    owner = member(Role.owner, trust)
    client.sign_in(owner)
    address = f"/hiring/candidates?role=teacher&within=area&school={beta.id}&nonsense=1&role=retired"
    page = client.get(address)
    assert "Ann" in page.text and "Bob" not in page.text and "from Beta School" in page.text
    saving = str(page.select("section form")[-1]["action"])
    wrong = client.post(saving, {"name": ""}, status=200)
    assert wrong.errors == ["Enter a name for this search"]
    for name in ("Teachers", "Teachers for Beta"):
        client.post(saving, {"name": name})
    kept = session.query(CandidateSearch).one()
    assert kept.name == "Teachers for Beta" and "nonsense" not in kept.query
    page = client.get("/hiring/candidates")
    again = client.get(page.links["Teachers for Beta"])
    assert "Ann" in again.text and "Bob" not in again.text
    with transaction():
        for number in range(MOST_SEARCHES - 1):
            operations.save_search(actor=owner, name=f"{number}", query=f"page={number}")
    assert (
        "Delete one first" in client.post("/hiring/candidates/searches?qts=no", {"name": "More"}, status=200).errors[0]
    )
    client.post(f"/hiring/candidates/searches/{kept.id}/delete")
    assert "Teachers for Beta" not in client.get("/hiring/candidates").text
    assert "Nobody fits all of this" in client.get("/hiring/candidates?subject=law").text


# -- invitations


def test_an_invitation_goes_out_once_and_can_be_answered_with_a_closed_door(
    client: StrictClient, session: Session, outbox: Outbox
) -> None:
    school = SchoolFactory()
    vacancy = VacancyFactory(organisation=school, title="Cook")
    VacancyFactory(title="Not ours")
    ExpiredVacancyFactory(organisation=school, title="Too late")
    profile = ProfileFactory()
    owner = member(Role.owner, school)
    client.sign_in(owner)
    path = f"/hiring/candidates/{profile.id}"
    page = client.get(path)
    assert "Cook" in page.text and "Not ours" not in page.text and "Too late" not in page.text
    for _ in range(2):
        client.post(path, {"vacancy_id": vacancy.id})
    assert [(mail.to, mail.subject) for mail in outbox()] == [(profile.user.email, "A school invites you to apply")]
    assert school.name in outbox()[0].text and profile.full_name not in outbox()[0].subject
    assert "Invited already: Cook" in client.get(path).text

    client.sign_in(profile.user)
    page = client.get("/account/invitations")
    assert "Cook" in page.text and school.name in page.text
    client.post(str(page.select("main form[action$=block]")[0]["action"]))
    page = client.get("/account/invitations")
    assert "You have hidden your profile from them" in page.text
    assert school.name in client.get("/account/profile/hiding").text
    client.sign_in(owner)
    client.get(path, status=404)
    with pytest.raises(DomainError, match="not looking any more"), transaction():
        operations.invite(actor=owner, profile=profile, vacancy_id=vacancy.id)


def test_inviting_does_not_tell_who_has_applied(client: StrictClient, session: Session, outbox: Outbox) -> None:
    vacancy = VacancyFactory(is_anonymised=True)
    profile, other = ProfileFactory(), ProfileFactory(last_name="Other")
    ApplicationFactory(vacancy=vacancy, candidate=profile.user)
    client.sign_in(member(Role.owner, vacancy.organisation))
    pages = []
    for each in (profile, other):
        shown = client.get(f"/hiring/candidates/{each.id}").text
        sent = client.follow(client.post(f"/hiring/candidates/{each.id}", {"vacancy_id": vacancy.id})).text
        pages.append((shown + sent).replace(each.full_name, "X"))
    assert pages[0] == pages[1] and len(outbox()) == 2
    client.sign_in(profile.user)
    assert "Submitted" in client.get("/account/invitations").text or "Sent" in client.get("/account/invitations").text


@pytest.mark.parametrize("vacancy_id", ["", "0", "abc", "999999", "foreign", "closed"])
def test_only_ones_own_open_jobs(client: StrictClient, session: Session, vacancy_id: str) -> None:
    school = SchoolFactory()
    VacancyFactory(organisation=school)
    ids = {"foreign": str(VacancyFactory().id), "closed": str(ExpiredVacancyFactory(organisation=school).id)}
    profile = ProfileFactory()
    client.sign_in(member(Role.recruiter, school))
    page = client.post(f"/hiring/candidates/{profile.id}", {"vacancy_id": ids.get(vacancy_id, vacancy_id)}, status=200)
    assert page.errors == ["Select a job"]
    assert session.query(JobInvitation).count() == 0


def test_schools_cannot_flood(session: Session, frozen: FrozenClock) -> None:
    vacancy = VacancyFactory(closes_at=frozen() + timedelta(days=60))
    owner = member(Role.owner, vacancy.organisation)
    popular, quiet = ProfileFactory(), ProfileFactory()
    for _ in range(MOST_A_WEEK):
        JobInvitationFactory(candidate=popular.user)
    with pytest.raises(DomainError, match="many invitations this week"), transaction():
        operations.invite(actor=owner, profile=popular, vacancy_id=vacancy.id)
    other = VacancyFactory(organisation=vacancy.organisation)
    for _ in range(MOST_A_DAY):
        JobInvitationFactory(vacancy=other)
    with pytest.raises(DomainError, match="30 people a day"), transaction():
        operations.invite(actor=owner, profile=quiet, vacancy_id=vacancy.id)
    frozen.advance(timedelta(days=8))
    with transaction():
        assert operations.invite(actor=owner, profile=popular, vacancy_id=vacancy.id) is not None


# -- hiding


def test_schools_and_trusts_are_hidden_from_by_name(client: StrictClient, session: Session) -> None:
    trust = TrustFactory(name="Nene Valley Trust")
    school = SchoolFactory(name="Nene Infants")
    profile = ProfileFactory()
    client.sign_in(profile.user)
    page = client.get("/account/profile/hiding?name=nene")
    assert "Nene Infants" in page.text and "trust, with all its schools" in page.text
    assert "No school or trust" in client.get("/account/profile/hiding?name=%25").text
    for _ in range(2):
        client.post("/account/profile/hiding", {"organisation": school.id, "employer": "yes"})
    client.post("/account/profile/hiding", {"organisation": trust.id})
    page = client.get("/account/profile/hiding")
    assert "You work there" in page.text and "You chose it" in page.text
    assert session.query(ProfileHiding).count() == 2
    client.post(f"/account/profile/hiding/{trust.id}/remove")
    assert [each.organisation_id for each in own(session, profile.user).hidings] == [school.id]
    for nonsense in ("", "abc", "999999999", "1" * 30):
        client.post("/account/profile/hiding", {"organisation": nonsense}, status=404)


# -- sleep


def test_a_profile_goes_to_sleep_with_its_owner(
    session: Session, frozen: FrozenClock, run_job: Callable[[str], object], outbox: Outbox
) -> None:
    profile = ProfileFactory()
    begun = frozen()
    waking = ProfileFactory()

    def on_day(day: int) -> list[str]:
        before = len(outbox())
        frozen.move_to(begun + timedelta(days=day))
        for _ in range(2):
            run_job("candidates.look_after_profiles")
        return [mail.subject for mail in outbox()[before:] if mail.to == profile.user.email]

    assert on_day(152) == []
    assert on_day(153) == ["Shall schools still see your profile?"]
    assert "Saturday 24 October 2026" in outbox()[0].text
    waking.user.last_signed_in_at = frozen()
    session.commit()
    assert on_day(169) == ["Shall schools still see your profile?"]
    assert on_day(182) == []
    assert on_day(183) == ["Schools no longer see your profile"]
    assert on_day(200) == []
    session.expire_all()
    assert not profile.is_visible and waking.is_visible
    before = len(outbox())
    frozen.move_to(begun + timedelta(days=153 + 153))
    run_job("candidates.look_after_profiles")
    assert [mail.to for mail in outbox()[before:]] == [waking.user.email]  # warned anew


def test_closing_an_account_takes_the_profile_along(session: Session) -> None:
    profile = ProfileFactory()
    HidingFactory(profile=profile)
    JobInvitationFactory(candidate=profile.user)
    with transaction():
        close_account(user=profile.user)
    assert session.query(CandidateProfile).count() == session.query(ProfilePlace).count() == 0
    assert session.query(ProfileHiding).count() == session.query(JobInvitation).count() == 0


def test_a_copy_of_everything_holds_the_profile(session: Session) -> None:
    from teachpb.accounts.exporting import collect

    profile = ProfileFactory(statement="I like year 4.")
    HidingFactory(profile=profile)
    ProfileFactory(statement="Somebody else")
    found = dict(collect(profile.user))
    assert [each["statement"] for each in found["candidate_profiles"]] == ["I like year 4."]
    assert [each["name"] for each in found["profile_places"]] == ["Peterborough"]
    assert len(found["profile_hidings"]) == 1
