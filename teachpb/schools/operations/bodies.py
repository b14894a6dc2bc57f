"""The local authorities and trusts that the register names beside its schools: found, or made on first sight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from teachpb.db import db
from teachpb.schools.gias.row import RegisterRow
from teachpb.schools.gias.scope import KNOWN_CODES
from teachpb.schools.models import LocalAuthority, OrganisationKind, Trust
from teachpb.schools.operations.rows import choose_slugs, insert_organisations
from teachpb.schools.slugs import slug_candidates


class Bodies:
    """Numbers (ids) of local authorities and trusts, remembered for the length of an import.

    A body is named once, when it is made: what officers call it afterwards stays. What a transaction made that was
    then rolled back must not be remembered, so take a new one after an error.
    """

    def __init__(self) -> None:
        self._by_code: dict[str, int] = {}
        self._by_name: dict[str, int] = {}
        self._trusts: dict[str, int] = {}
        for authority in db.session.scalars(select(LocalAuthority).order_by(LocalAuthority.id)):
            if authority.code:
                self._by_code[authority.code] = authority.id
            if authority.register_name:
                self._by_name[authority.register_name.casefold()] = authority.id
        for uid, trust_id in db.session.execute(select(Trust.group_uid, Trust.id).where(Trust.group_uid.is_not(None))):
            self._trusts[str(uid)] = trust_id

    def prepare(self, rows: Sequence[RegisterRow]) -> None:
        """Make the bodies that these rows name and nobody knows yet."""
        authorities: dict[str, tuple[str, str]] = {}
        trusts: dict[str, str] = {}
        for row in rows:
            code, name = _code_of(row), row.la_name
            if name and code not in self._by_code and name.casefold() not in self._by_name:
                authorities.setdefault(name.casefold(), (code, name))
            if row.trust_uid and row.trust_uid not in self._trusts:
                trusts.setdefault(row.trust_uid, row.trust_name or f"Trust {row.trust_uid}")
        by_code = {code or name: (code, name) for code, name in reversed(authorities.values())}
        self._make_authorities([*reversed(by_code.values())])
        self._make_trusts(trusts)

    def authority_id(self, row: RegisterRow) -> int | None:
        """The local authority of a row that was prepared; None when the row names none that is known."""
        code, name = _code_of(row), row.la_name.casefold()
        found = self._by_code.get(code) or self._by_name.get(name)
        if found and ((code and code not in self._by_code) or (name and name not in self._by_name)):
            self._complete_authority(found, code, row.la_name)
        return found

    def trust_id(self, row: RegisterRow) -> int | None:
        """The trust of a row that was prepared; None when the school has none."""
        return self._trusts[row.trust_uid] if row.trust_uid else None

    def _make_authorities(self, named: Sequence[tuple[str, str]]) -> None:
        titles = [f"{name} local authority" for _, name in named]
        wanted = [
            [*slug_candidates(title, "", code or "register")] for title, (code, _) in zip(titles, named, strict=True)
        ]
        ids = insert_organisations(
            kind=OrganisationKind.local_authority,
            table=LocalAuthority.__table__,
            named=list(zip(titles, choose_slugs(wanted), strict=True)),
            rows=[{"code": code or None, "register_name": name} for code, name in named],
        )
        for authority_id, (code, name) in zip(ids, named, strict=True):
            if code:
                self._by_code[code] = authority_id
            self._by_name[name.casefold()] = authority_id

    def _make_trusts(self, named: Mapping[str, str]) -> None:
        slugs = choose_slugs([[*slug_candidates(name, "", uid)] for uid, name in named.items()])
        ids = insert_organisations(
            kind=OrganisationKind.trust,
            table=Trust.__table__,
            named=list(zip(named.values(), slugs, strict=True)),
            rows=[{"group_uid": uid, "description": ""} for uid in named],
        )
        self._trusts.update(zip(named, ids, strict=True))

    def _complete_authority(self, authority_id: int, code: str, name: str) -> None:
        """Fill in what was not known of an authority when it was made; never replace."""
        authority = db.session.get_one(LocalAuthority, authority_id)
        authority.code = authority.code or code or None
        authority.register_name = authority.register_name or name or None
        if code:
            self._by_code.setdefault(code, authority_id)
        if name:
            self._by_name.setdefault(name.casefold(), authority_id)


def _code_of(row: RegisterRow) -> str:
    return row.la_code or KNOWN_CODES.get(row.la_name, "")
