"""What the school decides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from teachpb.accounts.models import User
from teachpb.applications.models import (
    Application,
    ApplicationState,
    Mover,
    is_back_step,
    possible_moves,
)
from teachpb.applications.registry import SavedWords, step_pages
from teachpb.applications.wording import step_label
from teachpb.web.forms import BaseForm, EnumRadioField, Required, SelectField, TextArea
from teachpb.web.forms.base import FROM_REQUEST

#: What several applications may be made at once.
BULK_STATES = (
    ApplicationState.shortlisted,
    ApplicationState.unsuccessful,
    ApplicationState.interview_unsuccessful,
)


def saved_field() -> SelectField:
    return SelectField(
        "Begin the message with saved words",
        hint="We fill in the first name, the job and the school. What you write below comes after them.",
        optional=True,
        coerce=int,
        prompt="No saved words",
    )


class WithSavedWords(BaseForm):
    """A form whose ``message`` may begin with words the school has saved: ``saved``."""

    words: Sequence[SavedWords] = ()

    def offer(self, words: Sequence[SavedWords]) -> None:
        """The school's saved words; without any the question is not put."""
        self.words = words
        if words:
            self.saved.choices = [(each.id, each.name) for each in words]
        else:
            del self.saved

    def answers(self) -> dict[str, Any]:
        """The message whole, saved words first."""
        given = super().answers()
        chosen = given.pop("saved", None)
        saved = next((each.text for each in self.words if each.id == chosen), "")
        return {**given, "message": "\n\n".join(part for part in (saved, given["message"]) if part)}


class MoveForm(WithSavedWords):
    """The next step with one candidate."""

    state = EnumRadioField("What is the next step?", [Required("Select the next step")], enum=ApplicationState)
    reason = TextArea(
        "Why are you taking this step back?",
        [Required("Say why you are taking this step back")],
        hint="Your colleagues see it, the candidate does not.",
        rows=2,
        max_chars=500,
    )
    saved = saved_field()
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

    def __init__(self, formdata: Any = FROM_REQUEST, *, application: Application, **kwargs: Any) -> None:
        self.application = application
        super().__init__(formdata, **kwargs)

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Offer only what may come next, and has no page of its own; a step back reveals the question why."""
        before = self.application.state
        possible = [state for state in possible_moves(before, Mover.staff) if state not in step_pages()]
        self.state.choices = [(state, step_label(before, state)) for state in possible]
        self.state.reveals = {state.value: ("reason",) for state in possible if is_back_step(before, state)}
        if not self.state.reveals:
            del self.reason
        super().process(*args, **kwargs)


class BulkForm(WithSavedWords):
    """One step with several candidates. Which ones are ticked stands in the table, not here."""

    state = EnumRadioField("With the ticked", [Required("Select the next step")], enum=ApplicationState)
    saved = saved_field()
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
