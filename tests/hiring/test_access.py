"""Who gets what, for every address of the room: a table of endpoints by people."""

from __future__ import annotations

from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from teachpb.applications.models import ApplicationState
from tests.applications.test_access import PEOPLE, World, candidate, handlers, make_world
from tests.factories.applications import ApplicationFactory
from tests.factories.hiring import CriterionFactory, InterviewDayFactory, OfferFactory, RecordEntryFactory
from tests.support.client import StrictClient

VACANCY = "/hiring/vacancies/{vacancy}"
SENT = "/hiring/applications/{sent}"
DAY = "/hiring/interviews/{day}"
OWN = "/account/applications/{sent}"
HIRED = "/hiring/applications/{hired}"
MINE = "/account/applications/{mine}"

#: Each sees their own organisation's.
RECORD = {**handlers(200, 404), "other school": 200}
KEEPERS = handlers(200, 404)

#: endpoint -> (method, path, status by person; whoever is not named: 404, or 302 to the sign-in page when signed out).
#: What is posted is empty, so an allowed post says what is missing (200) or leads on (302).
TABLE: dict[str, tuple[str, str, dict[str, int]]] = {
    "decisions.list_criteria": ("GET", VACANCY + "/criteria", handlers(200, 403)),
    "decisions.copy_criteria": ("POST", VACANCY + "/criteria/copy", handlers(200, 403)),
    "decisions.add_criterion": ("GET", VACANCY + "/criteria/new", handlers(200, 403)),
    "decisions.edit_criterion": ("GET", VACANCY + "/criteria/{criterion}", handlers(200, 403)),
    "decisions.remove_criterion": ("POST", VACANCY + "/criteria/9999/remove", handlers(302, 403)),
    "decisions.show_ranking": ("GET", VACANCY + "/ranking", handlers(200, 200)),
    "decisions.show_scores": ("GET", SENT + "/scores", handlers(200, 200)),
    "decisions.save_scores": ("POST", SENT + "/scores", handlers(200, 200)),
    "decisions.keep_draft": ("POST", SENT + "/scores/draft", handlers(200, 200)),
    "decisions.open_scores": (
        "GET",
        SENT + "/scores/open",
        {"owner": 200, "trust owner": 200, "recruiter": 403, "panel member": 403},
    ),
    "decisions.agree_scores": ("GET", SENT + "/scores/agree", handlers(302, 403)),
    "decisions.list_days": ("GET", VACANCY + "/interviews", handlers(200, 200)),
    "decisions.plan_day": ("GET", VACANCY + "/interviews/new", handlers(200, 403)),
    "decisions.show_day": ("GET", DAY, handlers(200, 200)),
    "decisions.download_calendar": ("GET", DAY + "/calendar.ics", handlers(200, 200)),
    "decisions.change_day": ("GET", DAY + "/change", handlers(200, 403)),
    "decisions.cancel_day": ("GET", DAY + "/cancel", handlers(200, 403)),
    "decisions.invite_candidates": ("GET", DAY + "/invite", handlers(200, 403)),
    "decisions.assign_slot": ("POST", DAY + "/assign", handlers(200, 403)),
    "decisions.add_slot": ("POST", DAY + "/slots", handlers(200, 403)),
    "decisions.write_offer": ("GET", HIRED + "/offer", handlers(200, 403)),
    "decisions.download_letter": ("GET", HIRED + "/offer/letter.pdf", handlers(200, 403)),
    "decisions.list_checks": ("GET", HIRED + "/checks", handlers(200, 403)),
    "decisions.edit_check": ("GET", HIRED + "/checks/right-to-work", handlers(200, 403)),
    "decisions.edit_search": ("GET", HIRED + "/checks/online-search", handlers(200, 403)),
    "decisions.show_offer": ("GET", MINE + "/offer", candidate(200)),
    "decisions.redirect_answer": ("GET", MINE + "/answer", candidate(301)),
    "decisions.download_own_letter": ("GET", MINE + "/offer/letter.pdf", candidate(200)),
    "decisions.show_own_checks": ("GET", MINE + "/checks", candidate(200)),
    "decisions.download_spreadsheet": ("POST", VACANCY + "/exports/spreadsheet", handlers(302, 403)),
    "decisions.download_papers": ("POST", VACANCY + "/exports/papers", handlers(302, 403)),
    "decisions.show_record": ("GET", "/hiring/central-record", RECORD),
    "decisions.download_record": ("POST", "/hiring/central-record", RECORD),
    "decisions.edit_entry": ("GET", "/hiring/central-record/{entry}", KEEPERS),
    "decisions.remove_entry": ("GET", "/hiring/central-record/{entry}/remove", KEEPERS),
    "decisions.show_interview": ("GET", OWN + "/interview", candidate(200)),
    "decisions.choose_time": ("POST", OWN + "/interview", candidate(200)),
    "decisions.say_none_suits": ("POST", OWN + "/interview/none-suits", candidate(200)),
}


def path_of(world: World, template: str, more: dict[str, Any]) -> str:
    return template.format(vacancy=world.vacancy.id, sent=world.sent.id, **more)


def test_table(client: StrictClient, session: Session) -> None:
    world = make_world()
    hired = ApplicationFactory(vacancy=world.vacancy, state=ApplicationState.accepted)
    mine = ApplicationFactory(candidate=world.sent.candidate, state=ApplicationState.accepted)
    for application in (hired, mine):
        OfferFactory(application=application)
    more = {
        "hired": hired.id,
        "mine": mine.id,
        "criterion": CriterionFactory(vacancy=world.vacancy).id,
        "day": InterviewDayFactory(vacancy=world.vacancy).id,
        "entry": RecordEntryFactory(vacancy_id=world.vacancy.id, organisation=world.vacancy.organisation).id,
    }
    people = {name: make(world) for name, make in PEOPLE.items()}
    client.strict = False
    for name, person in people.items():
        client.sign_in(person)
        for endpoint, (method, template, allowed) in TABLE.items():
            expected = allowed.get(name, 302 if name == "signed-out" else 404)
            page = getattr(client, method.lower())(path_of(world, template, more), status=expected)
            if name == "signed-out":
                assert str(page.location).startswith("/account/sign-in"), endpoint


def test_the_table_is_complete(app: Flask) -> None:
    ours = {rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.startswith("decisions.")}
    assert ours == set(TABLE)
