"""The questions of this room."""

from __future__ import annotations

from teachpb.saved.models import LONGEST_NOTE
from teachpb.web.forms import BaseForm, TextArea


class NoteForm(BaseForm):
    note = TextArea(
        "Note to yourself",
        hint="Why you like it, whom to ask, what to do before it closes. Only you can read it.",
        optional=True,
        rows=5,
        max_chars=LONGEST_NOTE,
    )


class ButtonForm(BaseForm):
    """One button, nothing to fill in."""
