"""Looking before leaping: the guard against an extract that loses schools."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from teachpb.schools import operations
from teachpb.schools.errors import TooManyClosures, UnknownLocalAuthority
from teachpb.schools.gias.reader import Refusal
from teachpb.schools.gias.row import RegisterRow
from teachpb.schools.gias.scope import Scope
from teachpb.schools.operations import check_closures, find_scope, plan_import
from tests.factories.schools import LocalAuthorityFactory, SchoolFactory
from tests.schools.register import a_row, take_in

CITY = Scope(code="874", name="Peterborough")
URNS = range(990001, 990021)


@pytest.fixture
def twenty(session: Session) -> None:
    """Twenty open schools of the city, and ten of Kent."""
    take_in([a_row(urn) for urn in URNS])
    take_in([a_row(urn, la="886") for urn in range(880001, 880011)])


def rows(*, closed: int = 0, missing: int = 0) -> list[RegisterRow]:
    """The city's twenty with some closed and some not there."""
    kept = list(URNS)[missing:]
    return [a_row(urn, status="Closed" if at < closed else "Open") for at, urn in enumerate(kept)]


@pytest.mark.usefixtures("twenty")
@pytest.mark.parametrize(
    ("closed", "missing", "too_many"),
    [
        (0, 0, False),
        (2, 0, False),
        (0, 2, False),
        (1, 1, False),
        (3, 0, True),
        (0, 3, True),
        (2, 1, True),
        (20, 0, True),
        (0, 19, True),
    ],
)
def test_more_than_a_tenth_is_too_many(closed: int, missing: int, too_many: bool) -> None:
    plan = plan_import(rows=rows(closed=closed, missing=missing), scope=CITY)
    assert (plan.held, len(plan.closing), len(plan.missing)) == (20, closed, missing)
    assert plan.loses_too_many is too_many
    if not too_many:
        check_closures(plan=plan, force=False)
        return
    with pytest.raises(TooManyClosures, match="Nothing was changed") as refused:
        check_closures(plan=plan, force=False)
    assert f"would close {closed} and no longer names {missing} of the 20 open schools" in refused.value.message
    check_closures(plan=plan, force=True)


@pytest.mark.usefixtures("twenty")
def test_schools_of_authorities_the_file_does_not_cover_are_not_missed() -> None:
    plan = plan_import(rows=rows(), scope=Scope())
    assert (plan.held, plan.missing) == (20, [])


@pytest.mark.usefixtures("twenty")
def test_a_file_of_both_answers_for_both() -> None:
    plan = plan_import(rows=[*rows(), a_row(880001, la="886")], scope=Scope())
    assert (plan.held, len(plan.missing)) == (30, 9)
    assert plan.loses_too_many


@pytest.mark.usefixtures("twenty")
def test_a_file_that_names_no_authority_answers_for_everything() -> None:
    plan = plan_import(rows=[a_row(urn, la="") for urn in URNS], scope=Scope())
    assert (plan.held, len(plan.missing)) == (30, 10)


@pytest.mark.usefixtures("twenty")
def test_a_file_of_rubbish_is_stopped() -> None:
    refusals = [Refusal(line, "", "the URN is missing") for line in range(2, 30)]
    plan = plan_import(rows=refusals, scope=Scope())
    assert plan.loses_too_many
    assert plan.rows == 0


def test_invented_schools_are_no_business_of_the_register(session: Session) -> None:
    city = LocalAuthorityFactory(code="874", register_name="Peterborough")
    for _ in range(5):
        SchoolFactory(local_authority=city)
    plan = plan_import(rows=rows(), scope=CITY)
    assert (plan.held, plan.missing, plan.loses_too_many) == (0, [], False)


def test_a_school_that_reopens_or_was_closed_before_is_no_loss(session: Session) -> None:
    take_in([a_row(990001, status="Closed"), a_row(990002)])
    plan = plan_import(rows=[a_row(990001, status="Closed"), a_row(990002)], scope=CITY)
    assert (plan.held, plan.closing) == (1, [])


def test_what_is_outside_is_counted_and_left_out(session: Session) -> None:
    plan = plan_import(rows=[a_row(990001), a_row(880001, la="886"), a_row(880002, la="886")], scope=CITY)
    assert (plan.rows, plan.outside) == (1, 2)


def test_a_file_without_the_authority_asked_for_says_so(session: Session) -> None:
    with pytest.raises(UnknownLocalAuthority, match="belongs to the local authority 999"):
        plan_import(rows=[a_row(990001)], scope=Scope(code="999"))


def test_warnings_name_their_school(session: Session) -> None:
    plan = plan_import(rows=[a_row(990001, Postcode="2036")], scope=Scope())
    assert plan.warnings == [(990001, "Postcode: “2036” is not a postcode")]


@pytest.mark.parametrize(
    ("wanted", "scope"),
    [
        (None, Scope()),
        ("", Scope()),
        ("874", Scope(code="874", name="Peterborough")),
        ("Peterborough", Scope(code="874", name="Peterborough")),
        ("886", Scope(code="886")),
        ("Kent", Scope(name="Kent")),
    ],
)
def test_scopes_by_code_or_name(session: Session, wanted: str | None, scope: Scope) -> None:
    assert find_scope(wanted=wanted) == scope


def test_a_scope_knows_what_is_held(session: Session) -> None:
    take_in([a_row(880001, la="886")])
    assert find_scope(wanted="886") == find_scope(wanted="Kent") == Scope(code="886", name="Kent")
    assert str(find_scope(wanted="886")) == "886 Kent"
    assert str(Scope()) == "the whole register"


def test_planning_writes_nothing(session: Session) -> None:
    take_in([a_row(990001)])
    plan_import(rows=[a_row(990001, "Other name", "Closed"), a_row(990002)], scope=Scope())
    assert not session.new
    assert not session.dirty
    assert operations.Tally().rows == 0
