"""Adding organisations as rows, many at a time: an object each would take minutes for England."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert, select

from teachpb.db import db
from teachpb.schools.models import Organisation, OrganisationKind
from teachpb.schools.slugs import slug_candidates

ORGANISATIONS: Any = Organisation.__table__


def insert_organisations(
    *, kind: OrganisationKind, table: Any, named: Sequence[tuple[str, str]], rows: Sequence[dict[str, Any]]
) -> list[int]:
    """Add organisations of one kind: their (name, slug), and for each its columns in the kind's own ``table``.

    Returns their ids, in order.
    """
    if not rows:
        return []
    organisations = [{"kind": kind, "name": name, "slug": slug} for name, slug in named]
    statement = insert(ORGANISATIONS).returning(ORGANISATIONS.c.id, sort_by_parameter_order=True)
    ids = list(db.session.scalars(statement, organisations))
    columns = {name for row in rows for name in row}
    defaults = {name: _default(table, name) for name in columns}
    full = [
        {"id": id_, **{name: row.get(name, defaults[name]) for name in columns}}
        for id_, row in zip(ids, rows, strict=True)
    ]
    db.session.execute(insert(table), full)
    return ids


def choose_slugs(wanted: Sequence[Sequence[str]]) -> list[str]:
    """For each list of addresses to try the first that nobody has; the earlier lists choose before the later. Where
    all are taken, the last one with a number."""
    everything = {slug for slugs in wanted for slug in slugs}
    taken = set(db.session.scalars(select(Organisation.slug).where(Organisation.slug.in_(everything))))
    chosen: list[str] = []
    for slugs in wanted:
        slug = next((slug for slug in slugs if slug not in taken), None) or _numbered(slugs[-1], taken)
        taken.add(slug)
        chosen.append(slug)
    return chosen


def free_slug(*, name: str, key: int | str, town: str = "") -> str:
    """An address no organisation has, made from ``name`` (then its town, then ``key``, then a number)."""
    return choose_slugs([[*slug_candidates(name, town, key)]])[0]


def _numbered(slug: str, taken: set[str]) -> str:
    known = {*taken, *db.session.scalars(select(Organisation.slug).where(Organisation.slug.startswith(f"{slug}-")))}
    return next(f"{slug}-{number}" for number in range(2, len(known) + 3) if f"{slug}-{number}" not in known)


def _default(table: Any, name: str) -> Any:
    """What a column holds when a row says nothing of it: one statement takes one set of columns."""
    default = table.c[name].default
    return default.arg if default is not None else None
