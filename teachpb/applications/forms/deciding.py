"""What the school decides."""

from __future__ import annotations

from typing import Self

from teachpb.accounts.models import User
from teachpb.applications.models import (
    Application,
    ApplicationState,
    Mover,
    is_back_step,
    possible_moves,
)
from teachpb.applications.wording import step_label
from teachpb.web.forms import BaseForm, EnumRadioField, Required, SelectField, TextArea

#: What several applications may be made at once.
BULK_STATES = (ApplicationState.shortlisted, ApplicationState.unsuccessful)


class MoveForm(BaseForm):
    """The next step with one candidate."""

    state = EnumRadioField("What is the next step?", [Required("Select the next step")], enum=ApplicationState)
    reason = TextArea(
        "Why are you taking this step back?",
        hint="For a step back only. Your colleagues see it, the candidate does not.",
        optional=True,
        rows=2,
        max_chars=500,
    )
    message = TextArea(
        "Message to the candidate",
        hint="We email the candidate about this step in any case. What you write here stands in the same email.",
        optional=True,
        rows=5,
        max_words=400,
    )
    note = TextArea(
        "Note for colleagues",
        hint="The candidate does not see it here, but may ask for everything you keep about them.",
        optional=True,
        rows=3,
        max_words=250,
    )

    @classmethod
    def for_application(cls, application: Application) -> Self:
        """Offers only what may come next. The reason is asked only where a step back is possible."""
        form = cls()
        possible = possible_moves(application.state, Mover.staff)
        form.state.choices = [(state, step_label(application.state, state)) for state in possible]
        if not any(is_back_step(application.state, state) for state in possible):
            del form.reason
        return form


class BulkForm(BaseForm):
    """One step with several candidates. Which ones are ticked stands in the table, not here."""

    state = EnumRadioField("With the ticked", [Required("Select the next step")], enum=ApplicationState)
    message = TextArea(
        "Message to all of them",
        hint="It stands in the email each of them gets. Leave it empty to send our own words only.",
        optional=True,
        rows=4,
        max_words=400,
    )

    @classmethod
    def offering(cls, states: list[ApplicationState], before: ApplicationState) -> Self:
        form = cls()
        form.state.choices = [(state, step_label(before, state)) for state in states]
        return form


class PanelForm(BaseForm):
    user_id = SelectField(
        "Add a panel member", [Required("Select a panel member")], coerce=int, prompt="Select a person"
    )

    @classmethod
    def offering(cls, people: list[User]) -> Self:
        form = cls()
        form.user_id.choices = [(person.id, person.full_name) for person in people]
        return form
