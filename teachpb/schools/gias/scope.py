"""Which part of the register an import is about. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from teachpb.schools.gias.row import RegisterRow

#: Codes of the two local authorities this site is for, for extracts that give names only.
KNOWN_CODES = {"Peterborough": "874", "Cambridgeshire": "873"}


@dataclass(frozen=True, slots=True)
class Scope:
    """One local authority, known by code, by the register's name, or by both. Neither: the whole register."""

    code: str = ""
    name: str = ""

    @property
    def is_everything(self) -> bool:
        return not (self.code or self.name)

    def covers(self, row: RegisterRow) -> bool:
        """Does the row belong to it? A row's code counts for more than its name."""
        if self.is_everything:
            return True
        if self.code and row.la_code:
            return row.la_code == self.code
        return bool(self.name) and row.la_name.casefold() == self.name.casefold()

    def __str__(self) -> str:
        return " ".join(part for part in (self.code, self.name) if part) or "the whole register"
