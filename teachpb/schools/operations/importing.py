"""Writing the register into the database, a batch of rows at a time.

Rows go in as tables, not objects: England is 51,012 schools, and an object each would take minutes. Whatever is the
same as before is not written at all, so that a second run changes nothing and wakes nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, select, update

from teachpb.audit.operations import record
from teachpb.db import db
from teachpb.schools.corpus import CORPUS
from teachpb.schools.gias.row import RegisterRow
from teachpb.schools.models import EstablishmentStatus, OrganisationKind, School
from teachpb.schools.operations.bodies import Bodies
from teachpb.schools.operations.positions import Positions
from teachpb.schools.operations.rows import ORGANISATIONS, choose_slugs, insert_organisations
from teachpb.schools.queries.reach import OPEN
from teachpb.schools.signals import school_closed
from teachpb.schools.slugs import slug_candidates
from teachpb.search.operations import record_changes

SCHOOLS: Any = School.__table__
BATCH = 1000

Held = dict[str, Any]


@dataclass
class Tally:
    """What an import did, school by school (URNs where they may matter to somebody)."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    closed: list[int] = field(default_factory=list)
    opened: list[int] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return self.added + self.updated + self.unchanged


def import_rows(*, rows: Sequence[RegisterRow], bodies: Bodies, tally: Tally) -> None:
    """Add the schools that are new and update those that differ. Columns the extract does not have stay untouched."""
    held = _held([row.urn for row in rows])
    bodies.prepare(rows)
    positions = Positions(rows, held)
    new: list[tuple[RegisterRow, dict[str, Any]]] = []
    changed: list[tuple[Held, dict[str, Any]]] = []
    for row in rows:
        before = held.get(row.urn)
        values = _values(row, bodies) | positions.of(row)
        if before is None:
            new.append((row, values))
        elif any(before[name] != value for name, value in values.items()):
            changed.append((before, values))
        else:
            tally.unchanged += 1
    added = _insert(new)
    _update(changed)
    tally.added += len(new)
    tally.updated += len(changed)
    record_changes(corpus=CORPUS, ids=added + [before["id"] for before, _ in changed])
    _announce(changed, tally)


def _values(row: RegisterRow, bodies: Bodies) -> dict[str, Any]:
    values: dict[str, Any] = {"name": row.name, "status": row.status, "from_register": True, **row.values}
    if row.la_code or row.la_name:
        values["local_authority_id"] = bodies.authority_id(row)
    if row.trust_uid is not None:
        values["trust_id"] = bodies.trust_id(row)
    return values


def _held(urns: list[int]) -> dict[int, Held]:
    """What the database has of these schools, columns of both tables in one dictionary each."""
    own = [column for column in SCHOOLS.c if column.name != "id"]
    question = (
        select(ORGANISATIONS.c.id, ORGANISATIONS.c.name, *own)
        .join(SCHOOLS, SCHOOLS.c.id == ORGANISATIONS.c.id)
        .where(SCHOOLS.c.urn.in_(urns))
    )
    return {row["urn"]: dict(row) for row in db.session.execute(question).mappings()}


def _insert(new: list[tuple[RegisterRow, dict[str, Any]]]) -> list[int]:
    named = [(row.name, slug) for (row, _), slug in zip(new, _slugs(new), strict=True)]
    rows = [
        {"urn": row.urn, **{name: value for name, value in values.items() if name != "name"}} for row, values in new
    ]
    return insert_organisations(kind=OrganisationKind.school, table=SCHOOLS, named=named, rows=rows)


def _update(changed: list[tuple[Held, dict[str, Any]]]) -> None:
    """Every changed school is written with all its columns: one statement, whatever changed."""
    if not changed:
        return
    names = sorted({name for _, values in changed for name in values} - {"name"})
    schools = update(SCHOOLS).where(SCHOOLS.c.id == bindparam("key")).values({n: bindparam(f"new_{n}") for n in names})
    organisations = update(ORGANISATIONS).where(ORGANISATIONS.c.id == bindparam("key"))
    connection = db.session.connection()
    connection.execute(
        schools,
        [{"key": before["id"], **{f"new_{n}": values.get(n, before[n]) for n in names}} for before, values in changed],
    )
    connection.execute(
        organisations.values(name=bindparam("new_name")),
        [{"key": before["id"], "new_name": values["name"]} for before, values in changed],
    )
    db.session.expire_all()


def _slugs(new: list[tuple[RegisterRow, dict[str, Any]]]) -> list[str]:
    """An address for each new school. The lower URN chooses first; the closed leave the good ones to the living."""
    order = sorted(range(len(new)), key=lambda at: new[at][0].urn)
    wanted = []
    for at in order:
        row, values = new[at]
        is_alive = row.status is not EstablishmentStatus.closed
        wanted.append([*slug_candidates(row.name, values.get("town", ""), row.urn, plain=is_alive)])
    chosen = dict(zip(order, choose_slugs(wanted), strict=True))
    return [chosen[at] for at in range(len(new))]


def _announce(changed: list[tuple[Held, dict[str, Any]]], tally: Tally) -> None:
    """Put every opening and closing on record, and tell the rooms above of the closings."""
    for before, values in changed:
        if before["status"] is values["status"]:
            continue
        was_open, is_open = before["status"] in OPEN, values["status"] in OPEN
        if was_open == is_open:
            continue
        school = db.session.get_one(School, before["id"])
        verb = "school_opened" if is_open else "school_closed"
        record(
            actor=None,
            verb=verb,
            subject=school,
            changes={"status": (before["status"].value, school.status.value)},
            organisation_id=school.id,
            note="According to the register",
        )
        (tally.opened if is_open else tally.closed).append(school.urn)
        if not is_open:
            school_closed.send(school)
