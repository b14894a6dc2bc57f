"""Wizards as data: which steps there are, how far a record has come, what saving does."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Blueprint, Flask, redirect
from flask.typing import ResponseReturnValue

from teachpb import create_app
from teachpb.config import Settings
from teachpb.db import DomainError, Model, db
from teachpb.web.access import public
from teachpb.web.forms import (
    BaseForm,
    BooleanField,
    CheckboxesField,
    DateField,
    IntegerField,
    RadioField,
    Required,
    StringField,
    TextArea,
    YesNoField,
)
from teachpb.web.wizard import Progress, Step, StepStatus, Wizard, handle_step, show_answers, show_tasks
from tests.support.client import StrictClient
from tests.support.forms import bare_request

pytestmark = pytest.mark.pure


class WhereForm(BaseForm):
    place = StringField("Where are you going?", [Required("Enter a place")], summary_label="Place")


class WhenForm(BaseForm):
    leaves_on = DateField("Leaving on", [Required("Enter the day you leave")])
    nights = IntegerField("Nights", [Required("Enter how many nights")], min=1, max=30)


class TravelForm(BaseForm):
    means = RadioField("How do you travel?", [Required("Select how you travel")], choices=["Train", "Car"])


class CarForm(BaseForm):
    plate = StringField("Number plate", [Required("Enter the number plate")])
    shared = YesNoField("Do you share the car?", [Required("Select yes or no")], reveals={True: "with_whom"})
    with_whom = StringField("With whom?", [Required("Enter who travels with you")])


class NeedsForm(BaseForm):
    needs = CheckboxesField("Needs", choices=["Vegetarian", "Step-free"])
    notes = TextArea("Notes", optional=True)


class PromiseForm(BaseForm):
    promised = BooleanField("I shall be good", [Required("Confirm that you will be good")])


STEPS = [
    Step("where", "Where", WhereForm, "The journey", hint="A town"),
    Step("when", "When", WhenForm, "The journey"),
    Step("travel", "Travel", TravelForm, "The journey", invalidates=["car"]),
    Step("car", "Your car", CarForm, "The journey", condition=lambda trip: trip.means == "Car"),
    Step("needs", "What you need", NeedsForm, "You"),
    Step(
        "stops",
        "Stops on the way",
        section="You",
        endpoint="trips.list_stops",
        is_complete=lambda trip: trip.stops is not None,
        is_started=lambda trip: trip.stops is not None,
        summary=lambda trip: [(f"Stop {n}", stop) for n, stop in enumerate(trip.stops or [], 1)],
    ),
    Step("promise", "Your promise", PromiseForm, "You", needs=["where", "when", "car"]),
]
WIZARD = Wizard(
    "trip",
    STEPS,
    title="Plan a trip",
    step_endpoint="trips.edit_step",
    tasks_endpoint="trips.show_parts",
    check_endpoint="trips.check_answers",
    url_args=lambda trip: {"trip_id": trip.id},
)
LINE = Wizard(
    "line", STEPS[:2], step_endpoint="trips.edit_line", check_endpoint="trips.check_answers", url_args=WIZARD.url_args
)
FROZEN = Wizard(
    "frozen",
    [Step("where", "Where", WhereForm, editable=lambda trip: False), Step("when", "When", WhenForm)],
    step_endpoint="trips.edit_frozen",
    tasks_endpoint="trips.show_parts",
    check_endpoint="trips.check_answers",
    url_args=WIZARD.url_args,
)

COMPLETE = {
    "place": "Ely",
    "leaves_on": date(2026, 5, 1),
    "nights": 2,
    "means": "Train",
    "stops": ["March"],
    "promised": True,
}


def trip(**answers: Any) -> SimpleNamespace:
    blank = dict.fromkeys(
        ("place", "leaves_on", "nights", "means", "plate", "shared", "with_whom", "stops", "promised")
    )
    return SimpleNamespace(**{"id": 1, "needs": [], "notes": "", **blank, **answers})


@pytest.fixture
def request_without_a_page() -> Iterator[None]:
    with bare_request():
        yield


def statuses(record: Any) -> dict[str, str]:
    return {state.step.name: state.status.value for state in WIZARD.progress(record).states}


class TestDefinition:
    @pytest.mark.parametrize(
        ("steps", "complaint"),
        [
            ([Step("a", "A", WhereForm), Step("a", "B", WhenForm)], "same name"),
            ([Step("a", "A", WhereForm, needs=["b"])], "not there"),
            ([Step("a", "A", WhereForm, invalidates=["b"])], "not there"),
            ([Step("A b", "A", WhereForm)], "address"),
            ([Step("a", "A")], "neither"),
        ],
    )
    def test_one_that_cannot_work_is_refused(self, steps: list[Step], complaint: str) -> None:
        with pytest.raises(ValueError, match=complaint):
            Wizard("x", steps)

    def test_a_section_has_to_be_listed(self) -> None:
        with pytest.raises(ValueError, match="section"):
            Wizard("x", [Step("a", "A", WhereForm, "Here")], sections=["There"])

    def test_sections_come_in_the_order_of_the_steps(self) -> None:
        assert WIZARD.sections == ("The journey", "You")
        assert WIZARD.title == "Plan a trip"
        assert Wizard("to_let", STEPS[:1]).title == "To let"


class TestSteps:
    def test_those_whose_condition_holds(self) -> None:
        assert [s.name for s in WIZARD.visible_steps(trip())] == [
            "where",
            "when",
            "travel",
            "needs",
            "stops",
            "promise",
        ]
        assert "car" in [s.name for s in WIZARD.visible_steps(trip(means="Car"))]

    @pytest.mark.parametrize(
        ("means", "after", "following"),
        [("Car", "travel", "car"), ("Train", "travel", "needs"), ("Train", "car", "needs"), ("Train", "promise", None)],
    )
    def test_the_next_one(self, means: str, after: str, following: str | None) -> None:
        step = WIZARD.next_step(trip(means=means), after)
        assert (step.name if step else None) == following

    @pytest.mark.parametrize(("means", "before", "previous"), [("Car", "needs", "car"), ("Train", "needs", "travel")])
    def test_the_one_before(self, means: str, before: str, previous: str) -> None:
        step = WIZARD.previous_step(trip(means=means), before)
        assert step is not None and step.name == previous

    def test_before_the_first_there_is_none(self) -> None:
        assert WIZARD.previous_step(trip(), "where") is None


@pytest.mark.usefixtures("request_without_a_page")
class TestProgress:
    def test_of_an_empty_record(self) -> None:
        assert statuses(trip()) == {
            "where": "not_started",
            "when": "not_started",
            "travel": "not_started",
            "needs": "optional",
            "stops": "not_started",
            "promise": "cannot_start_yet",
        }

    def test_of_a_complete_one(self) -> None:
        progress = WIZARD.progress(trip(**COMPLETE))
        assert progress.is_complete and progress.first_incomplete is None
        assert (progress.done, progress.total) == (6, 6)
        assert WIZARD.is_complete(trip(**COMPLETE))

    @pytest.mark.parametrize(
        ("answers", "step", "status"),
        [
            ({"place": "Ely"}, "where", "completed"),
            ({"nights": 2}, "when", "in_progress"),
            ({"nights": 99, "leaves_on": COMPLETE["leaves_on"]}, "when", "in_progress"),
            ({"means": "Boat"}, "travel", "in_progress"),
            ({"means": "Car"}, "car", "not_started"),
            ({"means": "Car", "plate": "AB12", "shared": False}, "car", "completed"),
            ({"means": "Car", "plate": "AB12", "shared": True}, "car", "in_progress"),
            ({"means": "Car", "plate": "AB12", "shared": False, "with_whom": "Ann"}, "car", "completed"),
            ({"notes": "Window"}, "needs", "completed"),
            ({"stops": []}, "stops", "completed"),
            ({"promised": True}, "promise", "cannot_start_yet"),
            ({**COMPLETE, "promised": False}, "promise", "not_started"),
        ],
    )
    def test_is_read_from_what_is_stored(self, answers: dict[str, Any], step: str, status: str) -> None:
        assert statuses(trip(**answers))[step] == status

    def test_a_later_change_un_completes_what_depends_on_it(self) -> None:
        record = trip(**COMPLETE)
        assert WIZARD.is_complete(record)
        record.means = "Car"
        assert not WIZARD.is_complete(record)
        first = WIZARD.first_incomplete(record)
        assert first is not None and first.name == "car"
        assert statuses(record)["promise"] == "cannot_start_yet"

    def test_a_step_that_is_not_there_blocks_nothing(self) -> None:
        assert statuses(trip(**COMPLETE))["promise"] == "completed"

    def test_of_a_step_that_is_not_there(self) -> None:
        progress = Progress(WIZARD, trip())
        assert progress.status_of("car") is None
        assert progress.status_of(STEPS[0]) is StepStatus.not_started

    def test_extra_conditions_of_a_forms_step(self) -> None:
        wizard = Wizard("x", [Step("where", "Where", WhereForm, is_complete=lambda trip: trip.nights == 1)])
        assert not wizard.is_complete(trip(place="Ely"))
        assert wizard.is_complete(trip(place="Ely", nights=1))


@pytest.mark.usefixtures("request_without_a_page")
class TestChanges:
    def test_a_changed_answer_blanks_what_it_invalidates(self) -> None:
        record = trip(means="Car", plate="AB12", shared=True, with_whom="Ann")
        assert WIZARD.changes(record, STEPS[2], {"means": "Train"}) == {
            "means": "Train",
            "plate": "",
            "shared": None,
            "with_whom": "",
        }

    def test_the_same_answer_blanks_nothing(self) -> None:
        assert WIZARD.changes(trip(means="Car", plate="AB12"), STEPS[2], {"means": "Car"}) == {"means": "Car"}

    def test_a_blank_list_is_a_new_one(self) -> None:
        first, second = STEPS[4].blank_answers(trip()), STEPS[4].blank_answers(trip())
        assert first == {"needs": [], "notes": ""}
        assert first["needs"] is not second["needs"]


bp = Blueprint("trips", __name__)
TRIPS: dict[int, SimpleNamespace] = {}


def save_into(record: SimpleNamespace, answers: dict[str, Any]) -> ResponseReturnValue | None:
    if answers.get("place") == "Atlantis":
        raise DomainError("There is no train to Atlantis. Enter another place", "place")
    if answers.get("place") == "Elsewhere":
        return redirect("/elsewhere")
    record.__dict__.update(answers)
    return None


@bp.route("/trips/<int:trip_id>/<slug:step>", methods=["GET", "POST"])
@public
def edit_step(trip_id: int, step: str) -> ResponseReturnValue:
    record = TRIPS[trip_id]
    return handle_step(WIZARD, record, step, save=lambda _step, answers: save_into(record, answers))


@bp.route("/line/<int:trip_id>/<slug:step>", methods=["GET", "POST"])
@public
def edit_line(trip_id: int, step: str) -> ResponseReturnValue:
    record = TRIPS[trip_id]
    return handle_step(LINE, record, step, save=lambda _step, answers: save_into(record, answers))


@bp.route("/frozen/<int:trip_id>/<slug:step>", methods=["GET", "POST"])
@public
def edit_frozen(trip_id: int, step: str) -> ResponseReturnValue:
    record = TRIPS[trip_id]
    return handle_step(FROZEN, record, step, save=lambda _step, answers: save_into(record, answers))


@bp.get("/trips/<int:trip_id>/tasks")
@public
def show_parts(trip_id: int) -> ResponseReturnValue:
    return show_tasks(WIZARD, TRIPS[trip_id])


@bp.route("/trips/<int:trip_id>/check", methods=["GET", "POST"])
@public
def check_answers(trip_id: int) -> ResponseReturnValue:
    return show_answers(WIZARD, TRIPS[trip_id], submit_text="Book the trip")


@bp.get("/trips/<int:trip_id>/stops")
@public
def list_stops(trip_id: int) -> str:
    return "stops"


@pytest.fixture(scope="module")
def travelling(test_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("trips")
    app = create_app(dataclasses.replace(test_settings, database_url=f"sqlite:///{folder / 'trips.sqlite3'}"))
    app.register_blueprint(bp)
    with app.app_context():
        Model.metadata.create_all(db.engine)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def visitor(travelling: Flask) -> Iterator[StrictClient]:
    with travelling.app_context():
        yield StrictClient(travelling)
        db.session.remove()


@pytest.fixture
def record() -> SimpleNamespace:
    TRIPS[1] = trip()
    return TRIPS[1]


class TestStepPage:
    def test_a_single_question_is_the_heading(self, visitor: StrictClient, record: SimpleNamespace) -> None:
        page = visitor.get("/trips/1/where")
        assert page.h1 == "Where are you going?"
        assert page.select("h1 label[for=place]")
        assert page.select('a.govuk-back-link[href="/trips/1/tasks"]')

    def test_several_have_a_heading_of_their_own(self, visitor: StrictClient, record: SimpleNamespace) -> None:
        page = visitor.get("/trips/1/when")
        assert page.h1 == "When"
        assert page.text.startswith("The journey When")
        assert len(page.select("input[name^=leaves_on]")) == 3

    def test_a_box_to_tick_is_no_heading(self, visitor: StrictClient) -> None:
        TRIPS[1] = trip(**COMPLETE)
        assert visitor.get("/trips/1/promise").h1 == "Your promise"

    def test_stored_answers_are_shown(self, visitor: StrictClient, record: SimpleNamespace) -> None:
        record.place = "Ely"
        assert visitor.get("/trips/1/where").form()["place"] == "Ely"

    def test_saving_leads_to_the_next_step(self, visitor: StrictClient, record: SimpleNamespace) -> None:
        page = visitor.submit("/trips/1/where", place="Ely")
        assert (page.location, record.place) == ("/trips/1/when", "Ely")

    def test_an_error_keeps_the_page_and_saves_nothing(self, visitor: StrictClient, record: SimpleNamespace) -> None:
        page = visitor.submit("/trips/1/when", status=200, nights="2")
        assert page.errors == ["Enter the day you leave"]
        assert page.title.startswith("Error: ")
        assert record.nights is None
        assert page.form()["nights"] == "2"

    def test_an_unfinished_page_can_be_left(self, visitor: StrictClient, record: SimpleNamespace) -> None:
        page = visitor.submit("/trips/1/when", nights="2", save_draft="yes")
        assert (page.location, record.nights, record.leaves_on) == ("/trips/1/tasks", 2, None)
        back = visitor.follow(page)
        assert back.flashes and "saved" in back.flashes[0]
        assert "In progress" in back.text

    def test_but_not_with_nonsense_on_it(self, visitor: StrictClient, record: SimpleNamespace) -> None:
        page = visitor.submit("/trips/1/when", status=200, nights="two", save_draft="yes")
        assert page.errors == ["Nights must be a whole number, like 12"]
        assert record.nights is None

    def test_a_refusal_of_the_domain_is_shown(self, visitor: StrictClient, record: SimpleNamespace) -> None:
        page = visitor.submit("/trips/1/where", status=200, place="Atlantis")
        assert page.errors == ["There is no train to Atlantis. Enter another place"]

    def test_saving_may_lead_elsewhere(self, visitor: StrictClient, record: SimpleNamespace) -> None:
        assert visitor.submit("/trips/1/where", place="Elsewhere").location == "/elsewhere"

    def test_who_came_to_check_goes_back_there(self, visitor: StrictClient, record: SimpleNamespace) -> None:
        page = visitor.get("/trips/1/where?from=check")
        assert page.select('a.govuk-back-link[href="/trips/1/check"]')
        assert visitor.submit("/trips/1/where?from=check", place="Ely").location == "/trips/1/check"

    def test_a_changed_answer_blanks_the_dependent_step(self, visitor: StrictClient) -> None:
        TRIPS[1] = trip(means="Car", plate="AB12", shared=True, with_whom="Ann")
        assert visitor.submit("/trips/1/travel", means="Train").location == "/trips/1/needs"
        assert (TRIPS[1].plate, TRIPS[1].shared, TRIPS[1].with_whom) == ("", None, "")

    def test_an_appearing_step_is_the_next(self, visitor: StrictClient, record: SimpleNamespace) -> None:
        assert visitor.submit("/trips/1/travel", means="Car").location == "/trips/1/car"

    def test_the_last_one_leads_to_the_check(self, visitor: StrictClient) -> None:
        TRIPS[1] = trip(**COMPLETE)
        assert visitor.submit("/trips/1/promise", promised="yes").location == "/trips/1/check"

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_one_that_is_not_there_now_leads_home(
        self, visitor: StrictClient, record: SimpleNamespace, method: str
    ) -> None:
        for step in ("car", "promise"):
            page = (
                visitor.get(f"/trips/1/{step}", 302)
                if method == "get"
                else visitor.post(f"/trips/1/{step}", {"plate": "x"})
            )
            assert page.location == "/trips/1/tasks"
        assert record.plate is None

    def test_one_that_never_was_is_not_found(self, visitor: StrictClient, record: SimpleNamespace) -> None:
        visitor.get("/trips/1/nowhere", status=404)

    def test_one_with_its_own_pages_leads_there(self, visitor: StrictClient, record: SimpleNamespace) -> None:
        assert visitor.get("/trips/1/stops-x", status=404).status == 404
        with visitor.app.test_request_context():
            assert WIZARD.step_url(record, STEPS[5]) == "/trips/1/stops"

    def test_one_that_may_not_be_changed_is_forbidden(self, visitor: StrictClient, record: SimpleNamespace) -> None:
        visitor.get("/frozen/1/where", status=403)
        visitor.post("/frozen/1/where", {"place": "Ely"}, status=403)
        assert record.place is None

    def test_without_a_task_list_back_is_one_step_back(self, visitor: StrictClient, record: SimpleNamespace) -> None:
        assert visitor.get("/line/1/when").select('a.govuk-back-link[href="/line/1/where"]')
        assert visitor.get("/line/1/where").select('a.govuk-back-link[href="/line/1/where"]')
        assert visitor.submit("/line/1/where", place="Ely", save_draft="yes").location == "/line/1/when"


class TestTaskList:
    def test_every_visible_step_with_its_status(self, visitor: StrictClient, record: SimpleNamespace) -> None:
        record.place = "Ely"
        page = visitor.get("/trips/1/tasks")
        rows = {row.select("div")[0].get_text(" ", strip=True): row for row in page.select(".govuk-task-list__item")}
        said = {name: row.select_one(".govuk-task-list__status").get_text(strip=True) for name, row in rows.items()}  # type: ignore[union-attr]
        assert said == {
            "Where A town": "Completed",
            "When": "Not started",
            "Travel": "Not started",
            "What you need": "Optional",
            "Stops on the way": "Not started",
            "Your promise": "Cannot start yet",
        }
        assert [h.get_text() for h in page.select("main h2")] == ["The journey", "You"]
        assert "2 of 6" in page.text

    def test_only_what_can_be_done_is_a_link(self, visitor: StrictClient, record: SimpleNamespace) -> None:
        links = visitor.get("/trips/1/tasks").links
        assert links["When"] == "/trips/1/when"
        assert links["Stops on the way"] == "/trips/1/stops"
        assert "Your promise" not in links

    def test_when_all_is_done_it_says_so(self, visitor: StrictClient) -> None:
        TRIPS[1] = trip(**COMPLETE)
        assert "Everything is filled in" in visitor.get("/trips/1/tasks").text


class TestCheck:
    def test_answers_and_the_way_to_change_them(self, visitor: StrictClient) -> None:
        TRIPS[1] = trip(**COMPLETE)
        page = visitor.get("/trips/1/check")
        rows = {
            row.select_one("dt").get_text(): row.select_one("dd").get_text(strip=True)  # type: ignore[union-attr]
            for row in page.select(".govuk-summary-list__row")
        }
        assert rows == {
            "Place": "Ely",
            "Leaving on": "Friday 1 May 2026",
            "Nights": "2",
            "How do you travel?": "Train",
            "Needs": "Not given",
            "Notes": "Not given",
            "Stop 1": "March",
            "I shall be good": "Yes",
        }
        assert page.links["Change Place"] == "/trips/1/where?from=check#place"
        assert page.links["Change Leaving on"] == "/trips/1/when?from=check#leaves_on-day"
        assert [b.get_text() for b in page.select("main form button")] == ["Book the trip"]

    def test_what_is_missing_is_said_and_nothing_can_be_sent(self, visitor: StrictClient) -> None:
        TRIPS[1] = trip(**{**COMPLETE, "nights": None, "stops": None})
        page = visitor.get("/trips/1/check")
        assert [p.get_text() for p in page.select(".govuk-error-message")] == [
            "Enter how many nights",
            "Complete “Stops on the way”",
        ]
        assert not page.select("main form")
        assert page.links["Go on where answers are missing"] == "/trips/1/when"

    def test_answers_that_are_not_revealed_are_not_shown(self, visitor: StrictClient) -> None:
        TRIPS[1] = trip(**COMPLETE, plate="AB12", shared=False, with_whom="Ann")
        TRIPS[1].means = "Car"
        assert "Ann" not in visitor.get("/trips/1/check").text

    def test_what_people_typed_is_text(self, visitor: StrictClient) -> None:
        TRIPS[1] = trip(**{**COMPLETE, "place": "<b>Ely</b>"})
        TRIPS[1].notes = "one\n<i>two</i>"
        page = visitor.get("/trips/1/check")
        assert not page.select("main b, main i")
        assert "<b>Ely</b>" in page.text

    def test_what_is_frozen_has_no_link(self, travelling: Flask) -> None:
        with travelling.test_request_context():
            sections = FROZEN.progress(trip(**COMPLETE)).answers()
            assert [(row.question, bool(row.href)) for row in sections[0].rows] == [
                ("Place", False),
                ("Leaving on", True),
                ("Nights", True),
            ]
            assert FROZEN.progress(trip()).task_list()[0].rows[0].href == ""
