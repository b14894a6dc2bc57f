"""The local authorities and trusts that the register names beside its schools: found, or made on first sight."""

from __future__ import annotations

from sqlalchemy import select

from teachpb.db import db
from teachpb.schools.gias.row import RegisterRow
from teachpb.schools.gias.scope import KNOWN_CODES
from teachpb.schools.models import LocalAuthority, Organisation, Trust
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

    def authority_id(self, row: RegisterRow) -> int | None:
        """The local authority of a row; None when the row names none."""
        code = row.la_code or KNOWN_CODES.get(row.la_name, "")
        name = row.la_name.casefold()
        if code in self._by_code:
            found = self._by_code[code]
        elif name in self._by_name:
            found = self._by_name[name]
        elif row.la_name:
            return self._make_authority(code, row.la_name)
        else:
            return None
        if (code and code not in self._by_code) or (name and name not in self._by_name):
            self._complete_authority(found, code, row.la_name)
        return found

    def trust_id(self, row: RegisterRow) -> int | None:
        """The trust of a row that has the columns; None when the school has none."""
        if not row.trust_uid:
            return None
        if row.trust_uid not in self._trusts:
            name = row.trust_name or f"Trust {row.trust_uid}"
            trust = Trust(name=name, slug=free_slug(name, row.trust_uid), group_uid=row.trust_uid)
            db.session.add(trust)
            db.session.flush()
            self._trusts[row.trust_uid] = trust.id
        return self._trusts[row.trust_uid]

    def _make_authority(self, code: str, name: str) -> int:
        title = f"{name} local authority"
        slug = free_slug(title, code or "register")
        authority = LocalAuthority(name=title, slug=slug, code=code or None, register_name=name)
        db.session.add(authority)
        db.session.flush()
        self._remember(authority)
        return authority.id

    def _complete_authority(self, authority_id: int, code: str, name: str) -> None:
        """Fill in what was not known of an authority when it was made; never replace."""
        authority = db.session.get_one(LocalAuthority, authority_id)
        authority.code = authority.code or code or None
        authority.register_name = authority.register_name or name or None
        self._remember(authority)
        self._by_code.setdefault(code, authority_id)
        self._by_name.setdefault(name.casefold(), authority_id)

    def _remember(self, authority: LocalAuthority) -> None:
        if authority.code:
            self._by_code[authority.code] = authority.id
        if authority.register_name:
            self._by_name[authority.register_name.casefold()] = authority.id


def free_slug(name: str, key: int | str, town: str = "") -> str:
    """An address no organisation has, made from ``name`` (then its town, then ``key``, then a running number)."""
    candidates = [*slug_candidates(name, town, key)]
    candidates += [f"{candidates[-1]}-{number}" for number in range(2, 10)]
    taken = set(db.session.scalars(select(Organisation.slug).where(Organisation.slug.in_(candidates))))
    return next(slug for slug in candidates if slug not in taken)
