"""Criteria, marks, and what is agreed. The form for marks has two questions for each criterion of the stage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self, TypeVar

from teachpb.hiring.common_criteria import SETS
from teachpb.hiring.models import POINTS, POINTS_MEAN, Criterion, Need, ScoreSheet, Stage
from teachpb.hiring.queries.markings import Marking
from teachpb.vacancies.models import Vacancy
from teachpb.web.forms import BaseForm, EnumRadioField, RadioField, Required, SelectField, StringField, TextArea

Made = TypeVar("Made", bound="ScoreForm")
WEIGHTS = [(1, "1 – counts least"), (2, "2"), (3, "3"), (4, "4"), (5, "5 – counts most")]


class CriterionForm(BaseForm):
    text = StringField(
        "What do you look for?",
        [Required("Say what you look for")],
        hint="One thing that can be seen in an application or an interview, such as “Has taught reading to beginners”.",
        max_chars=300,
    )
    stage = EnumRadioField("When do you look at it?", [Required("Select when you look at it")], enum=Stage, inline=True)
    need = EnumRadioField(
        "How much is it needed?", [Required("Select whether it is essential")], enum=Need, inline=True
    )
    weight = SelectField("Weight", [Required("Select a weight")], choices=WEIGHTS, coerce=int, prompt=None)
    reason = StringField(
        "Why do you add it now?",
        hint="Asked when somebody has already given marks. Everybody on the panel sees it.",
        optional=True,
        max_chars=500,
    )


class CopyForm(BaseForm):
    """``source`` is the name of a common set, or the number of an earlier vacancy."""

    source = SelectField("Copy criteria from", [Required("Select where to copy from")], prompt="Select a list")

    @classmethod
    def offering(cls, vacancies: Sequence[Vacancy]) -> Self:
        form = cls()
        common = [(each.name, each.title) for each in SETS]
        earlier = [(str(each.id), f"{each.title}, {each.place_name}") for each in vacancies]
        form.source.choices = {"Common criteria": common} | ({"Your earlier jobs": earlier} if earlier else {})
        return form


class OpenScoresForm(BaseForm):
    reason = TextArea(
        "Why do you open the marks now?",
        [Required("Say why you open the marks now")],
        hint="It is kept in the record. After that nobody can mark this candidate blind.",
        rows=2,
        max_chars=500,
    )


class ScoreForm(BaseForm):
    """Made by ``score_form``: ``points_7`` and ``note_7`` for the criterion with the number 7."""

    criteria: Sequence[Criterion] = ()

    def marks(self) -> dict[int, tuple[int | None, str]]:
        return {each.id: (self[f"points_{each.id}"].data, self[f"note_{each.id}"].data or "") for each in self.criteria}


class AgreeForm(ScoreForm):
    """Made by ``agree_form``: the same for what was agreed."""

    def agreed(self) -> dict[Criterion, tuple[int, str]]:
        found = self.marks()
        return {each: (found[each.id][0], found[each.id][1]) for each in self.criteria if found[each.id][0] is not None}  # type: ignore[misc]


def score_form(criteria: Sequence[Criterion], sheet: ScoreSheet | None) -> ScoreForm:
    """The form for one's own marks, over what is kept of them."""
    kept = {score.criterion_id: score for score in sheet.scores} if sheet is not None else {}
    values: dict[str, Any] = {}
    for each in criteria:
        if each.id in kept:
            values |= {f"points_{each.id}": kept[each.id].points, f"note_{each.id}": kept[each.id].note}
    return _made(ScoreForm, criteria, values, "Why?")


def agree_form(marking: Marking, criteria: Sequence[Criterion]) -> AgreeForm:
    values: dict[str, Any] = {}
    for each in criteria:
        agreed = marking.agreed.get(each.id)
        if agreed is not None:
            values |= {f"points_{each.id}": agreed.points, f"note_{each.id}": agreed.reason}
    return _made(AgreeForm, criteria, values, "Why this mark?")


def _made(base: type[Made], criteria: Sequence[Criterion], values: dict[str, Any], note: str) -> Made:
    fields: dict[str, Any] = {"criteria": criteria}
    for each in criteria:
        fields[f"points_{each.id}"] = RadioField(
            each.text,
            choices=[(points, str(points)) for points in POINTS],
            coerce=int,
            inline=True,
            small=True,
            hint=f"{each.need.label}, weight {each.weight}. {POINTS_MEAN}",
            label_size="s",
        )
        fields[f"note_{each.id}"] = TextArea(note, rows=2, max_chars=1000, optional=True)
    made: type[Made] = type(base.__name__, (base,), fields)
    return made(data=values)
