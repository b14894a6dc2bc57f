"""Looking before leaping: what an extract would do to the schools that are held, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import or_, select

from teachpb.db import db
from teachpb.schools.errors import TooManyClosures, UnknownLocalAuthority
from teachpb.schools.gias.reader import Refusal
from teachpb.schools.gias.row import RegisterRow
from teachpb.schools.gias.scope import KNOWN_CODES, Scope
from teachpb.schools.models import EstablishmentStatus, LocalAuthority, School
from teachpb.schools.queries.reach import OPEN

#: An import that would close or drop more than this share of the open schools held needs to be forced.
LARGEST_LOSS = 0.1


@dataclass
class ImportPlan:
    """What a first reading of the file found. ``rows`` are in scope, ``outside`` belong to other authorities.

    ``held`` open schools came from the register before; ``closing`` of them (URNs) the file closes, ``missing`` it
    should name and does not. A school that is missing stays as it is: the register never forgets a row, so a gap is
    the extract's fault until somebody says otherwise.
    """

    rows: int = 0
    outside: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    warnings: list[tuple[int, str]] = field(default_factory=list)
    closing: list[int] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)
    held: int = 0

    @property
    def loses_too_many(self) -> bool:
        return len(self.closing) + len(self.missing) > self.held * LARGEST_LOSS


def find_scope(*, wanted: str | None) -> Scope:
    """The local authority an operator named, by code or by the register's name; everything for None."""
    if not wanted:
        return Scope()
    known = db.session.execute(
        select(LocalAuthority.code, LocalAuthority.register_name).where(
            or_(LocalAuthority.code == wanted, LocalAuthority.register_name == wanted)
        )
    ).first()
    code, name = (known[0] or "", known[1] or "") if known else ("", "")
    if wanted.isdecimal():
        name = name or next((name for name, code in KNOWN_CODES.items() if code == wanted), "")
        return Scope(code=wanted, name=name)
    return Scope(code=code or KNOWN_CODES.get(wanted, ""), name=wanted)


def plan_import(*, rows: Iterable[RegisterRow | Refusal], scope: Scope) -> ImportPlan:
    """Read the file through and compare it with what is held. Writes nothing.

    Raises UnknownLocalAuthority when no row belongs to the scope.
    """
    plan = ImportPlan()
    found: dict[int, EstablishmentStatus] = {}
    codes: set[str] = set()
    names: set[str] = set()
    for row in rows:
        if isinstance(row, Refusal):
            plan.refusals.append(row)
            continue
        if not scope.covers(row):
            plan.outside += 1
            continue
        plan.rows += 1
        found[row.urn] = row.status
        codes.add(row.la_code or KNOWN_CODES.get(row.la_name, ""))
        names.add(row.la_name)
        plan.warnings += [(row.urn, warning) for warning in row.warnings]
    if not scope.is_everything and plan.outside and not plan.rows:
        raise UnknownLocalAuthority(
            f"No school of this file belongs to the local authority {scope}. "
            "An extract without the column “LA (code)” needs the authority's name: --la Peterborough"
        )
    if not scope.is_everything:
        codes.add(scope.code)
        names.add(scope.name)
    _compare(plan, found, _held_open(codes - {""}, names - {""}))
    return plan


def check_closures(*, plan: ImportPlan, force: bool) -> None:
    """Raises TooManyClosures unless the loss is small or forced."""
    if plan.loses_too_many and not force:
        raise TooManyClosures(closing=plan.closing, missing=plan.missing, held=plan.held)


def _compare(plan: ImportPlan, found: dict[int, EstablishmentStatus], held: list[int]) -> None:
    plan.held = len(held)
    plan.missing = [urn for urn in held if urn not in found]
    plan.closing = [urn for urn in held if found.get(urn, EstablishmentStatus.open) not in OPEN]


def _held_open(codes: set[str], names: set[str]) -> list[int]:
    """URNs of the open schools that came from the register and that the file ought to name: those of the authorities
    it covers, and all of them when it does not say which those are."""
    question = select(School.urn).where(School.from_register, School.status.in_(OPEN)).order_by(School.urn)
    if codes or names:
        named = or_(LocalAuthority.code.in_(codes), LocalAuthority.register_name.in_(names))
        question = question.where(School.local_authority_id.in_(select(LocalAuthority.id).where(named)))
    return list(db.session.scalars(question))
