"""Choosing from lists: what is on them, what is not, and what an answer reveals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from werkzeug.datastructures import MultiDict

from teachpb.db import LabelledEnum
from teachpb.web.forms import (
    BooleanField,
    CheckboxesField,
    EnumCheckboxesField,
    EnumRadioField,
    EnumSelectField,
    Option,
    RadioField,
    Required,
    SelectField,
    StringField,
    YesNoField,
)
from tests.support.forms import answer, bare_request, form_with

pytestmark = pytest.mark.pure


class Phase(LabelledEnum):
    nursery = "nursery", "Nursery"
    primary = "primary", "Primary"
    all_through = "all_through", "All-through"


@pytest.fixture(autouse=True)
def _request() -> Iterator[None]:
    with bare_request():
        yield


def soup(field: Any) -> BeautifulSoup:
    return BeautifulSoup(str(field()), "html.parser")


COLOURS = [("red", "Red"), ("blue", "Blue", "Like the sky")]


@pytest.mark.parametrize("kind", [SelectField, RadioField])
class TestOneOfAList:
    def test_an_answer_on_the_list(self, kind: Any) -> None:
        assert answer(kind("Colour", choices=COLOURS), "blue") == ("blue", [])

    @pytest.mark.parametrize("typed", ["green", "0", "Blue", "red,blue", "\ud800", "x" * 5000])
    def test_an_answer_that_is_not(self, kind: Any, typed: str) -> None:
        field = kind("Colour", [Required("Select a colour")], choices=COLOURS)
        assert answer(field, typed) == (None, ["Select a colour"])

    def test_the_sentence_without_a_required(self, kind: Any) -> None:
        assert answer(kind("Colour", choices=COLOURS), "green") == (None, ["Choose colour from the list"])
        assert answer(kind("DBS check", choices=COLOURS), "x") == (None, ["Choose DBS check from the list"])
        assert answer(kind("Colour", choices=COLOURS, invalid="Pick one"), "green") == (None, ["Pick one"])

    def test_numbers_stay_numbers(self, kind: Any) -> None:
        field = kind("School", choices=[(7, "Seven"), (8, "Eight")])
        assert answer(field, "7") == (7, [])
        assert answer(field, "9" * 4500)[0] is None

    def test_the_list_may_be_set_later(self, kind: Any) -> None:
        form = form_with({"school": "8"}, school=kind("School", coerce=int))
        form.school.choices = [(7, "Seven"), (8, "Eight")]  # type: ignore[attr-defined]
        assert form.validate()
        assert form.answers() == {"school": 8}

    def test_no_list_refuses_everything(self, kind: Any) -> None:
        assert answer(kind("School"), "8")[1] == ["Choose school from the list"]

    def test_the_list_may_be_asked_for(self, kind: Any) -> None:
        assert answer(kind("Colour", choices=lambda: COLOURS), "red") == ("red", [])

    def test_the_stored_answer_is_shown(self, kind: Any) -> None:
        form = form_with(None, stored={"colour": "blue"}, colour=kind("Colour", choices=COLOURS))
        chosen = soup(form.colour).select("[selected], [checked]")  # type: ignore[attr-defined]
        assert [tag["value"] for tag in chosen] == ["blue"]
        assert form.colour.display() == "Blue"  # type: ignore[attr-defined]

    def test_a_stored_answer_that_left_the_list_is_not_shown(self, kind: Any) -> None:
        form = form_with(None, stored={"colour": "mauve"}, colour=kind("Colour", choices=COLOURS))
        assert not soup(form.colour).select("[selected], [checked]")  # type: ignore[attr-defined]
        assert form.colour.display() == ""  # type: ignore[attr-defined]


def test_headings_in_a_drop_down() -> None:
    choices = {"Teaching": [("teacher", "Teacher")], "Support": [("ta", "Teaching assistant"), ("it", "IT")]}
    form = form_with({"role": "it"}, role=SelectField("Role", choices=choices, prompt="Select a role"))
    assert form.validate()
    drawn = soup(form.role)  # type: ignore[attr-defined]
    assert [group["label"] for group in drawn.select("optgroup")] == ["Teaching", "Support"]
    assert [o["value"] for o in drawn.select('optgroup[label="Support"] option')] == ["ta", "it"]
    assert drawn.select("option")[0].text == "Select a role"


def test_a_drop_down_without_an_empty_answer() -> None:
    form = form_with(None, sort=SelectField("Sort by", choices=COLOURS, prompt=None))
    assert [o["value"] for o in soup(form.sort).select("option")] == ["red", "blue"]  # type: ignore[attr-defined]


def test_a_long_list_may_be_typed_into() -> None:
    form = form_with(None, school=SelectField("School", choices=COLOURS, enhance=True))
    assert soup(form.school).select("select[data-autocomplete]")  # type: ignore[attr-defined]
    assert form.has_type_ahead
    assert not form_with(None, school=SelectField("School", choices=COLOURS)).has_type_ahead


def test_flags_have_hints_dividers_and_exclusive_ones() -> None:
    choices = [Option("a", "A", hint="First"), Option("z", "None", exclusive=True, divider="or")]
    form = form_with(None, letters=CheckboxesField("Letters", choices=choices))
    drawn = soup(form.letters)  # type: ignore[attr-defined]
    assert drawn.select_one("#letters")["aria-describedby"] == "letters-item-hint"  # type: ignore[index]
    assert drawn.select_one("#letters-2")["data-behaviour"] == "exclusive"  # type: ignore[index]
    assert drawn.select_one(".govuk-checkboxes__divider").text == "or"  # type: ignore[union-attr]


class TestYesNo:
    @pytest.mark.parametrize(("typed", "data"), [("yes", True), ("no", False)])
    def test_both_are_answers(self, typed: str, data: bool) -> None:
        assert answer(YesNoField("Part time?", [Required("Select yes or no")]), typed) == (data, [])

    @pytest.mark.parametrize("typed", ["", "maybe", "True", "1"])
    def test_anything_else_is_not(self, typed: str) -> None:
        assert answer(YesNoField("Part time?", [Required("Select yes or no")]), typed) == (None, ["Select yes or no"])

    @pytest.mark.parametrize(
        ("stored", "shown", "words"), [(True, ["yes"], "Yes"), (False, ["no"], "No"), (None, [], "")]
    )
    def test_stored(self, stored: bool | None, shown: list[str], words: str) -> None:
        form = form_with(None, stored={"pt": stored}, pt=YesNoField("Part time?"))
        assert [tag["value"] for tag in soup(form.pt).select("[checked]")] == shown  # type: ignore[attr-defined]
        assert form.pt.display() == words  # type: ignore[attr-defined]


class TestCheckboxes:
    def test_answers_come_in_the_order_of_the_list(self) -> None:
        assert answer(CheckboxesField("Colours", choices=COLOURS), ["blue", "red", "blue"]) == (["red", "blue"], [])

    def test_no_box_is_an_empty_list(self) -> None:
        field = CheckboxesField("Colours", [Required("Select a colour")], choices=COLOURS)
        form = form_with({}, colours=field)
        assert not form.validate()
        assert form.answers() == {"colours": []}
        assert form.error_summary() == [{"text": "Select a colour", "href": "#colours"}]

    def test_one_wrong_answer_spoils_none_of_the_right_ones(self) -> None:
        data, errors = answer(CheckboxesField("Colours", choices=COLOURS), ["red", "green"])
        assert (data, errors) == (["red"], ["Choose colours from the list"])

    def test_none_of_these_is_an_answer(self) -> None:
        field = CheckboxesField("Colours", [Required("Select")], choices=COLOURS, none="None of these")
        form = form_with({"colours": "none-of-these"}, colours=field)
        assert form.validate()
        assert form.colours.none_chosen  # type: ignore[attr-defined]
        assert form.answers() == {"colours": []}
        assert form.colours.display() == "None of these"  # type: ignore[attr-defined]
        assert soup(form.colours).select_one("[checked]")["value"] == "none-of-these"  # type: ignore[attr-defined, index]

    def test_none_of_these_and_another_are_not(self) -> None:
        field = CheckboxesField("Colours", choices=COLOURS, none="None of these")
        assert answer(field, ["red", "none-of-these"]) == (
            ["red"],
            ["Select other answers or “None of these”, not both"],
        )

    def test_none_of_these_means_nothing_where_it_is_not_offered(self) -> None:
        assert answer(CheckboxesField("Colours", choices=COLOURS), "none-of-these")[1]

    @pytest.mark.parametrize("stored", [None, "red", 7, object()])
    def test_nonsense_in_store_is_no_answer(self, stored: Any) -> None:
        form = form_with(None, stored={"colours": stored}, colours=CheckboxesField("Colours", choices=COLOURS))
        assert form.answers() == {"colours": []}

    def test_a_thousand_boxes_are_read_in_part(self) -> None:
        assert answer(CheckboxesField("Colours", choices=COLOURS), [str(n) for n in range(5000)])[0] == []


class TestEnums:
    def test_a_member(self) -> None:
        assert answer(EnumRadioField("Phase", enum=Phase), "all_through") == (Phase.all_through, [])
        assert answer(EnumSelectField("Phase", enum=Phase), "primary") == (Phase.primary, [])
        assert answer(EnumCheckboxesField("Phases", enum=Phase), ["primary", "nursery"]) == (
            [Phase.nursery, Phase.primary],
            [],
        )

    def test_the_answer_is_a_member_and_not_only_equal_to_one(self) -> None:
        assert type(answer(EnumRadioField("Phase", enum=Phase), "primary")[0]) is Phase
        assert {type(v) for v in answer(EnumCheckboxesField("Phases", enum=Phase), ["primary"])[0]} == {Phase}

    @pytest.mark.parametrize("kind", [EnumRadioField, EnumSelectField])
    def test_a_retired_value_is_a_sentence(self, kind: Any) -> None:
        assert answer(kind("Phase", [Required("Select a phase")], enum=Phase), "middle") == (None, ["Select a phase"])

    def test_a_member_that_is_not_offered_is_refused(self) -> None:
        field = EnumRadioField("Phase", enum=Phase, only=[Phase.primary])
        assert answer(field, "nursery")[1] == ["Choose phase from the list"]

    def test_the_label_and_the_hint_are_shown(self) -> None:
        field = EnumRadioField("Phase", enum=Phase, hints={Phase.primary: "Ages 4 to 11"})
        form = form_with(None, stored={"phase": Phase.primary}, phase=field)
        drawn = soup(form.phase)  # type: ignore[attr-defined]
        assert [label.text for label in drawn.select("label")] == ["Nursery", "Primary", "All-through"]
        assert drawn.select_one("#phase-2-item-hint").text == "Ages 4 to 11"  # type: ignore[union-attr]
        assert drawn.select_one("#phase-2").has_attr("checked")  # type: ignore[union-attr]

    def test_several_are_displayed_line_by_line(self) -> None:
        stored = {"phases": [Phase.all_through, Phase.nursery]}
        form = form_with(None, stored=stored, phases=EnumCheckboxesField("Phases", enum=Phase))
        assert form.phases.display() == "Nursery<br>All-through"  # type: ignore[attr-defined]


class TestOneBox:
    @pytest.mark.parametrize(
        ("posted", "data"), [({"field": "yes"}, True), ({"field": "on"}, True), ({"field": ""}, False), ({}, False)]
    )
    def test_ticked_or_not(self, posted: dict[str, str], data: bool) -> None:
        form = form_with(posted, field=BooleanField("I agree"))
        assert form.answers() == {"field": data}

    def test_it_may_have_to_be_ticked(self) -> None:
        form = form_with({}, field=BooleanField("I agree", [Required("Confirm that you agree")]))
        assert not form.validate()
        assert form.error_summary() == [{"text": "Confirm that you agree", "href": "#field"}]
        assert soup(form.field).select_one("input")["aria-describedby"] == "field-error"  # type: ignore[attr-defined, index]


class TestReveals:
    FIELDS = {
        "visa": YesNoField("Do you need a visa?", [Required("Select yes or no")], reveals={True: "which"}),
        "which": RadioField(
            "Which?", [Required("Select a visa")], choices=["Skilled", "Other"], reveals={"Other": "other"}
        ),
        "other": StringField("Which other?", [Required("Enter the visa")]),
        "after": StringField("After", [Required("Enter after")]),
    }

    def form(self, posted: dict[str, Any] | None, stored: Any = None) -> Any:
        return form_with(posted, stored=stored, **self.FIELDS)

    def test_a_revealed_field_is_drawn_inside_its_option(self) -> None:
        drawn = soup(self.form(None).visa)
        inside = drawn.select_one("#conditional-visa")
        assert inside is not None and inside.select_one("#which") is not None
        assert "govuk-radios__conditional--hidden" in inside["class"]
        assert drawn.select_one("#visa")["data-aria-controls"] == "conditional-visa"  # type: ignore[index]
        assert inside.select_one("#conditional-which-2 #other") is not None

    def test_it_lies_open_when_its_option_is_chosen(self) -> None:
        drawn = soup(self.form({"visa": "yes"}).visa)
        assert "govuk-radios__conditional--hidden" not in drawn.select_one("#conditional-visa")["class"]  # type: ignore[index]

    def test_what_lies_under_another_option_is_forgotten_at_every_depth(self) -> None:
        form = self.form({"visa": "no", "which": "Other", "other": "secret", "after": "x"})
        assert form.validate()
        assert form.answers() == {"visa": False, "which": None, "other": "", "after": "x"}

    def test_it_is_required_only_when_revealed(self) -> None:
        assert [e["text"] for e in self._errors({"visa": "yes", "after": "x"})] == ["Select a visa"]
        assert [e["text"] for e in self._errors({"visa": "yes", "which": "Other", "after": "x"})] == ["Enter the visa"]
        assert self._errors({"visa": "yes", "which": "Skilled", "after": "x"}) == []

    def _errors(self, posted: dict[str, Any]) -> list[dict[str, str]]:
        form = self.form(posted)
        form.validate()
        summary: list[dict[str, str]] = form.error_summary()
        return summary

    def test_errors_stand_in_the_order_of_the_page(self) -> None:
        fields = {"after": self.FIELDS["after"], **self.FIELDS}
        form = form_with({"visa": "yes", "which": "Other"}, **fields)
        form.validate()
        assert [e["href"] for e in form.error_summary()] == ["#other", "#after"]

    def test_a_generic_page_draws_it_once(self) -> None:
        form = self.form(None)
        assert [field.name for field in form.page_fields] == ["visa", "after"]
        assert [field.name for field in form.questions] == ["visa", "which", "other", "after"]

    def test_stored_answers_under_another_option_are_not_asked_for(self) -> None:
        form = self.form(None, stored={"visa": False, "after": "x"})
        assert form.validate_stored()

    def test_a_ticked_box_reveals_too(self) -> None:
        fields = {
            "gap": BooleanField("I had a gap", reveals="why"),
            "why": StringField("Why?", [Required("Say why")]),
        }
        assert form_with({}, **fields).validate()
        form = form_with({"gap": "yes"}, **fields)
        assert not form.validate()
        assert soup(form.gap).select_one("#conditional-gap #why") is not None  # type: ignore[attr-defined]

    def test_a_checkbox_of_several_reveals_too(self) -> None:
        fields = {
            "how": CheckboxesField("How?", choices=["Email", "Phone"], reveals={"Phone": "number"}),
            "number": StringField("Number", [Required("Enter a number")]),
        }
        form = form_with(MultiDict([("how", "Email"), ("how", "Phone")]), **fields)
        assert not form.validate()
        assert form.error_summary() == [{"text": "Enter a number", "href": "#number"}]
