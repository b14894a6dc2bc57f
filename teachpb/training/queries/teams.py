"""Who of a team has what: red, amber, green."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select

from teachpb.accounts.models import User
from teachpb.cpd.models import Audience, Booking, Place
from teachpb.cpd.models.transitions import SETTLED
from teachpb.db import db
from teachpb.schools.models import Organisation, School
from teachpb.schools.queries import organisation_ids_for
from teachpb.training.models import RequiredTraining, Side, TeamMember, TrainingKind
from teachpb.training.policies import KEEPERS, Team
from teachpb.training.queries.holdings import holdings_of
from teachpb.training.standing import Holding, Light, light_of, newest


@dataclass(frozen=True)
class Cell:
    """One person and one kind their role needs."""

    kind: TrainingKind
    light: Light
    holding: Holding | None


@dataclass(frozen=True)
class Line:
    """One person: what their role needs, and the worst of it."""

    member: TeamMember
    cells: Sequence[Cell]

    @property
    def worst(self) -> Light:
        order = [Light.missing, Light.red, Light.amber, Light.green]
        return min((cell.light for cell in self.cells), key=order.index, default=Light.green)


@dataclass(frozen=True)
class Board:
    """The whole team: who needs what, and how many of each light."""

    lines: Sequence[Line]
    counts: Mapping[Light, int]
    by_role: Mapping[Audience, Mapping[Light, int]]


def teams_for(user: User, side: Side) -> list[Organisation]:
    """The schools and trusts whose list of this side ``user`` keeps, by name."""
    ids = organisation_ids_for(user, *KEEPERS[side])
    return list(
        db.session.scalars(
            select(Organisation).where(Organisation.id.in_(sorted(ids))).order_by(Organisation.name, Organisation.id)
        )
    )


def team_of(user: User, organisation_id: int, side: Side) -> Team | None:
    """A team of an organisation this person keeps some list of; None where they may not know of it."""
    known = organisation_ids_for(user, *KEEPERS[Side.staff], *KEEPERS[Side.board])
    if organisation_id not in known:
        return None
    organisation = db.session.get(Organisation, organisation_id)
    return Team(organisation, side) if organisation else None


def get_member(user: User, member_id: int) -> TeamMember | None:
    known = organisation_ids_for(user, *KEEPERS[Side.staff], *KEEPERS[Side.board])
    member = db.session.get(TeamMember, member_id)
    return member if member is not None and member.organisation_id in known else None


def members_of(team: Team) -> Select[TeamMember]:
    """Those who are on the list now, by name."""
    return (
        select(TeamMember)
        .where(
            TeamMember.organisation_id == team.organisation.id,
            TeamMember.role.in_([role.value for role in team.side.roles]),
            TeamMember.left_on.is_(None),
        )
        .order_by(TeamMember.name, TeamMember.id)
    )


def required_of(organisation: Organisation) -> dict[Audience, list[TrainingKind]]:
    """Which kinds each role needs, in the order of their names."""
    rows = db.session.execute(
        select(RequiredTraining.role, TrainingKind)
        .join(RequiredTraining.kind)
        .where(RequiredTraining.organisation_id == organisation.id, TrainingKind.is_active)
        .order_by(TrainingKind.name, TrainingKind.id)
    )
    required: dict[Audience, list[TrainingKind]] = {}
    for role, kind in rows:
        required.setdefault(role, []).append(kind)
    return required


def board_of(team: Team, today: date) -> Board:
    """Everybody on the list with the light of each kind their role needs."""
    members = db.session.scalars(members_of(team)).all()
    required = required_of(team.organisation)
    held = holdings_of({member.email for member in members}) if members else {}
    lines = [Line(member, _cells(member, required, held.get(member.email, []), today)) for member in members]
    cells = [(line.member.role, cell.light) for line in lines for cell in line.cells]
    roles = [role for role in team.side.roles if any(role is each for each, _ in cells)]
    return Board(
        lines=lines,
        counts=_count([light for _, light in cells]),
        by_role={role: _count([light for each, light in cells if each is role]) for role in roles},
    )


def booked_and_unlisted(organisation: Organisation) -> dict[str, str]:
    """Address and name of everybody for whom the school has paid a place and who was never on its list."""
    listed = select(TeamMember.email).where(TeamMember.organisation_id == organisation.id)
    rows = db.session.execute(
        select(Place.delegate_email, Place.delegate_name)
        .join(Place.booking)
        .where(
            Booking.payer_id == organisation.id,
            Place.state.in_(sorted(SETTLED)),
            Place.delegate_email.is_not(None),
            Place.delegate_email.not_in(listed),
        )
        .order_by(Place.id)
    )
    return {email: name for email, name in rows if email}


def _cells(
    member: TeamMember,
    required: Mapping[Audience, Sequence[TrainingKind]],
    held: Sequence[Holding],
    today: date,
) -> list[Cell]:
    cells = []
    for kind in required.get(member.role, ()):
        best = newest(holding for holding in held if holding.kind_id == kind.id)
        cells.append(Cell(kind, light_of(best, today), best))
    return cells


def _count(lights: Sequence[Light]) -> dict[Light, int]:
    return {light: lights.count(light) for light in Light}


def schools_of(organisation: Organisation) -> list[int]:
    """The organisation, and for a trust its schools: whose bookings are meant."""
    ids = db.session.scalars(select(School.id).where(School.trust_id == organisation.id)).all()
    return [organisation.id, *ids]
