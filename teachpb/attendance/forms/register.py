"""The register page, the door, hours, and taking a certificate back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from teachpb.attendance.models import Mark
from teachpb.attendance.operations import Cell
from teachpb.web.forms import BaseForm, DecimalField, EmailField, HiddenField, Required, SearchForm, StringField

_CELL = re.compile(r"mark-([0-9]{1,9})", re.ASCII)
_SEEN = re.compile(r"([a-z_]*):([0-9]{1,9})", re.ASCII)


class RegisterForm(BaseForm):
    """The marks are read by ``read_cells``: there are as many as there are people."""


class RestForm(BaseForm):
    """“Everybody else was present.”"""

    mark = HiddenField()

    @property
    def chosen(self) -> Mark:
        return Mark.absent if self.mark.data == Mark.absent.value else Mark.present


def read_cells(posted: Mapping[str, str]) -> list[Cell]:
    """The marks somebody made on a page: those that differ from what the page had when it was served
    (``was-17=present:3``, a mark and its version). What cannot be read is left out."""
    cells = []
    for name, value in posted.items():
        found = _CELL.fullmatch(name)
        if found is None or value not in set(Mark):
            continue
        seen = _SEEN.fullmatch(posted.get(f"was-{found[1]}", "")) or _SEEN.fullmatch(":0")
        assert seen is not None  # noqa: S101 - the second always matches
        if value != seen[1]:
            cells.append(Cell(int(found[1]), Mark(value), int(seen[2])))
    return cells


class CheckInForm(BaseForm):
    """A ticket at the door. ``key`` and ``at`` come from the page’s script, which may send the same one again."""

    ticket = StringField(
        "Code on the ticket",
        [Required("Enter the code on the ticket, or choose the name in the list")],
        hint="Six letters and figures, for example K7Q-M2X",
        max_chars=300,
        width=10,
        autocomplete="off",
    )
    key = HiddenField()
    at = HiddenField()

    @property
    def moment(self) -> datetime | None:
        """When the ticket was scanned, as the phone has it; None when that cannot be read."""
        try:
            moment = datetime.fromisoformat(str(self.at.data or "").replace("Z", "+00:00"))
        except ValueError:
            return None
        return moment if moment.tzinfo is not None else None


class WalkInForm(BaseForm):
    name = StringField("Full name", [Required("Enter their full name")], max_chars=120, autocomplete="off")
    email = EmailField(
        "Email address",
        [Required("Enter their email address")],
        autocomplete="off",
        hint="The certificate goes there.",
    )


class HoursForm(BaseForm):
    """Other hours than the register says."""

    hours = DecimalField(
        "Hours of learning",
        [Required("Enter the hours, 0 if none")],
        min=0,
        max=200,
        places=2,
        width=5,
        suffix="hours",
    )
    reason = StringField("Why?", [Required("Enter why the hours differ from the register")], max_chars=200)


class WithdrawForm(BaseForm):
    reason = StringField("Why?", [Required("Enter why the certificate is withdrawn")], max_chars=200)


class NumberForm(SearchForm):
    """The number of a certificate, as it is typed from paper."""

    number = StringField(
        "Number of the certificate",
        hint="Twelve letters and figures in three groups, for example K7QM-2XPR-9HCD",
        max_chars=40,
        width=20,
        autocomplete="off",
    )
