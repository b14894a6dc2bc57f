"""Saving a job and finding it again: from the card, from the advert, with and without an account or JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.accounts import operations as accounts
from teachpb.accounts.models import LinkPurpose
from teachpb.applications.models import ApplicationState
from teachpb.audit.models import AuditEntry
from teachpb.db import transaction
from teachpb.insight.models import DayCount, Metric
from teachpb.saved import operations, queries
from teachpb.saved.errors import NotOpen, TooMany
from teachpb.saved.models import ReminderChoice, SavedVacancy
from teachpb.vacancies.models import VacancyState
from teachpb.web.templating import absolute_url
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, DraftApplicationFactory
from tests.factories.saved import ReminderChoiceFactory, SavedVacancyFactory
from tests.factories.vacancies import ExpiredVacancyFactory, VacancyFactory
from tests.support.client import StrictClient

pytestmark = pytest.mark.usefixtures("session", "frozen")
PASSWORD = "a long enough password"


def on_the_list(user: Any) -> list[str]:
    return [saved.vacancy.slug for saved in queries.saved_list(user, "", clock.now())]


# -- the button


@pytest.mark.parametrize("where", ["/jobs", "/jobs/{slug}"])
class TestTheButton:
    def test_saves_and_takes_off_again_without_javascript(self, client: StrictClient, where: str) -> None:
        user, vacancy = UserFactory(), VacancyFactory()
        client.sign_in(user)
        page_url = where.format(slug=vacancy.slug)
        for action, words, wanted in (("save", "is on your list", [vacancy.slug]), ("unsave", "is off your list", [])):
            answer = client.submit(page_url, action=f"/jobs/{vacancy.slug}/{action}")
            assert answer.location == page_url  # back to where the button stands
            assert words in client.follow(answer).flashes[0]
            assert on_the_list(user) == wanted

    def test_is_a_link_for_visitors_so_that_their_page_is_the_same_for_all(
        self, client: StrictClient, where: str
    ) -> None:
        vacancy = VacancyFactory()
        page = client.get(where.format(slug=vacancy.slug))
        assert page.links[f"Save {vacancy.title}"] == f"/jobs/{vacancy.slug}/save"
        assert "csrf_token" not in page.body
        assert "partial.js" not in page.body
        assert "Set-Cookie" not in page.response.headers

    def test_names_the_job_for_ears(self, client: StrictClient, where: str) -> None:
        saved = SavedVacancyFactory()
        client.sign_in(saved.user)
        page = client.get(where.format(slug=saved.vacancy.slug))
        assert saved.vacancy.title in page.select(".tp-save__button--kept")[0].get_text()

    def test_brings_the_reader_back_to_the_same_search(self, client: StrictClient, where: str) -> None:
        vacancy = VacancyFactory()
        client.sign_in(UserFactory())
        url = where.format(slug=vacancy.slug) + "?keyword=year+4"
        assert client.submit(url, action=f"/jobs/{vacancy.slug}/save").location == url


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere", ""])
def test_nobody_is_sent_elsewhere(client: StrictClient, back: str) -> None:
    vacancy = VacancyFactory()
    client.sign_in(UserFactory())
    assert client.post(f"/jobs/{vacancy.slug}/save", {"back": back}).location == f"/jobs/{vacancy.slug}"


def test_a_script_gets_the_button_alone_in_its_new_state(client: StrictClient) -> None:
    user, vacancy = UserFactory(), VacancyFactory()
    client.sign_in(user)
    client.strict = False  # a fragment has no h1
    headers = {"HX-Request": "true"}
    for action, after in (("save", "unsave"), ("unsave", "save")):
        page = client.post(f"/jobs/{vacancy.slug}/{action}", {"back": "/jobs?page=2"}, status=200, headers=headers)
        (form,) = page.select("form")
        assert form["action"] == form["data-hx-post"] == f"/jobs/{vacancy.slug}/{after}"
        assert page.form(str(form["action"]))["back"] == "/jobs?page=2"
        assert page.select(f"button#save-{vacancy.id}")  # the same id, so that the focus stays
        assert page.response.headers["Cache-Control"] == "no-store"
    client.strict = True
    assert client.get("/jobs").flashes == []


def test_a_script_is_told_to_reload_when_it_cannot_be_done(client: StrictClient) -> None:
    vacancy = ExpiredVacancyFactory()
    client.sign_in(UserFactory())
    page = client.post(f"/jobs/{vacancy.slug}/save", status=200, headers={"HX-Request": "true"})
    assert page.response.headers["HX-Redirect"] == f"/jobs/{vacancy.slug}"
    assert "has closed" in client.get(f"/jobs/{vacancy.slug}").flashes[0]


def test_looking_saves_nothing(client: StrictClient) -> None:
    """Saving by GET could be done to somebody by any page with a picture in it."""
    user, vacancy = UserFactory(), VacancyFactory()
    client.sign_in(user)
    assert client.get(f"/jobs/{vacancy.slug}/save").h1 == "Save this job"
    assert on_the_list(user) == []
    assert client.submit(f"/jobs/{vacancy.slug}/save").location == f"/jobs/{vacancy.slug}"
    assert on_the_list(user) == [vacancy.slug]


# -- through signing in


def test_who_signs_in_on_the_way_has_it_saved(client: StrictClient) -> None:
    user, vacancy = UserFactory(password=PASSWORD), VacancyFactory()
    door = client.get(client.get("/jobs").links[f"Save {vacancy.title}"], status=302).location
    answer = client.submit(str(door), email=user.email, password=PASSWORD)
    assert on_the_list(user) == [vacancy.slug]
    page = client.follow(client.get(answer.location, status=302))
    assert page.h1 == vacancy.title
    assert "is on your list" in page.flashes[0]


def test_a_mailed_link_saves_it_too(client: StrictClient) -> None:
    user, vacancy = UserFactory(), VacancyFactory()
    with transaction():
        token = accounts.mint_link(
            user=user, purpose=LinkPurpose.sign_in, target=f"/jobs/{vacancy.slug}/save?source=newsletter"
        )
    client.submit(absolute_url("accounts.use_sign_in_link", token=token).removeprefix("http://localhost"))
    assert on_the_list(user) == [vacancy.slug]


@pytest.mark.parametrize(
    "target",
    [
        "/jobs/{closed}/save",
        "/jobs/never-was/save",
        "/jobs/{open}",
        "/jobs/{open}/save/more",
        "/jobs/{open}/save?source=<script>",
        "//evil.example/jobs/{open}/save",
        "",
    ],
)
def test_signing_in_on_the_way_elsewhere_saves_nothing(client: StrictClient, target: str) -> None:
    user, vacancy, closed = UserFactory(password=PASSWORD), VacancyFactory(), ExpiredVacancyFactory()
    target = target.format(open=vacancy.slug, closed=closed.slug)
    client.submit(f"/account/sign-in?next={target}", email=user.email, password=PASSWORD)
    assert on_the_list(user) == []


def test_the_closed_job_that_could_not_be_saved_is_explained(client: StrictClient) -> None:
    vacancy = ExpiredVacancyFactory()
    client.sign_in(UserFactory())
    answer = client.get(f"/jobs/{vacancy.slug}/save", status=302)
    assert "has closed" in client.follow(answer).flashes[0]


# -- the operation


def test_twice_is_once(session: Session) -> None:
    user, vacancy = UserFactory(), VacancyFactory()
    for _ in range(2):
        with transaction():
            operations.save_vacancy(actor=user, vacancy=vacancy)
    assert session.scalar(select(func.count(SavedVacancy.id))) == 1
    for _ in range(2):
        with transaction():
            operations.unsave_vacancy(actor=user, vacancy=vacancy)
    assert on_the_list(user) == []


def test_the_other_tab_may_be_quicker(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    saved = SavedVacancyFactory()
    answers = iter([None])
    real = queries.saved_vacancy
    monkeypatch.setattr(queries, "saved_vacancy", lambda *args: next(answers, real(*args)))
    with transaction():
        assert operations.save_vacancy(actor=saved.user, vacancy=saved.vacancy).id == saved.id


def test_a_closed_job_cannot_be_saved_but_can_be_taken_off(session: Session) -> None:
    saved = SavedVacancyFactory(vacancy=ExpiredVacancyFactory())
    with pytest.raises(NotOpen), transaction():
        operations.save_vacancy(actor=UserFactory(), vacancy=saved.vacancy)
    with transaction():
        operations.unsave_vacancy(actor=saved.user, vacancy=saved.vacancy)
    assert on_the_list(saved.user) == []


def test_there_is_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "MOST", 1)
    saved = SavedVacancyFactory()
    with pytest.raises(TooMany, match="Take some off"), transaction():
        operations.save_vacancy(actor=saved.user, vacancy=VacancyFactory())


def test_a_save_is_counted_by_source_and_written_down_without_the_note(client: StrictClient, session: Session) -> None:
    user, vacancy = UserFactory(), VacancyFactory()
    client.sign_in(user)
    for _ in range(2):
        client.post(f"/jobs/{vacancy.slug}/save", {"source": "Newsletter"})
    counts = session.execute(select(DayCount.metric, DayCount.source, DayCount.count)).all()
    assert [tuple(row) for row in counts] == [(Metric.saved, "newsletter", 1)]
    saved = queries.saved_vacancy(user, vacancy.id)
    client.post(f"/account/saved-jobs/{saved.id}/note", {"note": "My secret hope"})
    trail = list(session.scalars(select(AuditEntry).order_by(AuditEntry.id)))
    assert [entry.verb for entry in trail if entry.subject_type == "saved_vacancies"] == [
        "vacancy_saved",
        "saved_vacancy_noted",
    ]
    assert "secret hope" not in str([(entry.changes, entry.note) for entry in trail])


# -- the list


def test_the_list_says_how_each_job_stands(client: StrictClient) -> None:
    user = UserFactory()
    soon = clock.now() + timedelta(days=1)
    rows = {
        "Open": VacancyFactory(title="Open post"),
        "Closes tomorrow": VacancyFactory(title="Soon post", closes_at=soon),
        "Closed": ExpiredVacancyFactory(title="Closed post"),
        "Removed by the school": VacancyFactory(title="Removed post"),
        "Draft": VacancyFactory(title="Begun post"),
        "Submitted": VacancyFactory(title="Sent post"),
    }
    for vacancy in rows.values():
        SavedVacancyFactory(user=user, vacancy=vacancy)
    rows["Removed by the school"].state = VacancyState.removed
    draft = DraftApplicationFactory(candidate=user, vacancy=rows["Draft"])
    sent = ApplicationFactory(candidate=user, vacancy=rows["Submitted"])
    ApplicationFactory(vacancy=rows["Open"])  # somebody else’s is no business of theirs
    client.sign_in(user)
    page = client.get("/account/saved-jobs")
    cards = {card.select_one("h2").get_text(strip=True): card for card in page.select("article")}
    for words, title in (
        ("Closes tomorrow", "Soon post"),
        ("Closed", "Closed post"),
        ("Removed by the school", "Removed post"),
        ("Draft", "Begun post"),
        ("Sent", "Sent post"),
    ):
        assert words in cards[title].get_text(" "), title
    assert page.links["Continue your application: Begun post"].startswith(f"/account/applications/{draft.id}")
    assert str(sent.id) in page.links["View your application: Sent post"]
    assert "your application" not in cards["Open post"].get_text(" ")
    assert page.links["Apply: Open post"].endswith("/apply?source=savedlist")
    assert "Apply: Closed post" not in page.links
    assert not cards["Removed post"].select("h2 a")
    client.get(page.links["View your application: Sent post"])


@pytest.mark.parametrize(
    ("sort", "wanted"),
    [
        ("", ["Beta", "alpha", "Gamma", "Delta"]),
        ("closing", ["Beta", "alpha", "Gamma", "Delta"]),
        ("newest", ["Gamma", "Beta", "alpha", "Delta"]),
        ("title", ["alpha", "Beta", "Gamma", "Delta"]),
        ("nonsense", ["Beta", "alpha", "Gamma", "Delta"]),
    ],
)
def test_it_is_sorted_with_the_closed_ones_last(client: StrictClient, sort: str, wanted: list[str]) -> None:
    user, now = UserFactory(), clock.now()
    for title, closes, saved in (("alpha", 9, 4), ("Beta", 5, 3), ("Gamma", 12, 1)):
        vacancy = VacancyFactory(title=title, closes_at=now + timedelta(days=closes))
        SavedVacancyFactory(user=user, vacancy=vacancy, saved_at=now - timedelta(days=saved))
    SavedVacancyFactory(user=user, vacancy=ExpiredVacancyFactory(title="Delta"), saved_at=now)
    client.sign_in(user)
    page = client.get(f"/account/saved-jobs?sort={sort}")
    assert [heading.get_text(strip=True) for heading in page.select("article h2")] == wanted


def test_a_note_is_kept_changed_and_emptied(client: StrictClient) -> None:
    saved = SavedVacancyFactory()
    client.sign_in(saved.user)
    url = f"/account/saved-jobs/{saved.id}/note"
    client.submit(url, note="Ask about **parking** <b>first</b>")
    text = client.get("/account/saved-jobs").body
    assert "<strong>parking</strong>" in text
    assert "<b>first</b>" not in text
    assert client.get(url).form()["note"].startswith("Ask about")
    page = client.submit(url, status=200, note="x" * 1001)
    assert page.errors and page.form()["note"] == "x" * 1001  # nothing typed is lost
    client.submit(url, note="")
    assert "Add a note" in client.get("/account/saved-jobs").text


def test_anything_can_be_taken_off_even_what_is_closed_or_removed(client: StrictClient) -> None:
    """People were once stuck with expired jobs on their list."""
    user = UserFactory()
    removed = VacancyFactory(title="Gone")
    for vacancy in (removed, ExpiredVacancyFactory(title="Over")):
        SavedVacancyFactory(user=user, vacancy=vacancy)
    removed.state = VacancyState.removed
    client.sign_in(user)
    for saved in queries.saved_list(user, "", clock.now()):
        client.post(f"/account/saved-jobs/{saved.id}/remove")
    assert "Nothing saved yet" in client.get("/account/saved-jobs").text


def test_the_table_takes_it_home(client: StrictClient) -> None:
    saved = SavedVacancyFactory(note='=HYPERLINK("x")')
    SavedVacancyFactory(note="not mine")
    client.sign_in(saved.user)
    body = client.get("/account/saved-jobs.csv").body
    assert saved.vacancy.title in body and f"http://localhost/jobs/{saved.vacancy.slug}" in body
    assert "'=HYPERLINK" in body
    assert "not mine" not in body


def test_the_navigation_counts_what_is_open(client: StrictClient) -> None:
    user = UserFactory()
    SavedVacancyFactory(user=user)
    SavedVacancyFactory(user=user, vacancy=ExpiredVacancyFactory())
    assert queries.saved_count(user) == 1
    assert queries.saved_count(None) == 0
    client.sign_in(user)
    assert client.get("/account/saved-jobs").select('.tp-side__link[aria-current="page"]')[0].get_text() == (
        "Saved jobs 1"
    )


def test_closing_the_account_erases_the_list(session: Session) -> None:
    mine, others = SavedVacancyFactory(note="private"), SavedVacancyFactory()
    ReminderChoiceFactory(user=mine.user)
    with transaction():
        accounts.close_account(user=mine.user)
    assert list(session.scalars(select(SavedVacancy.id))) == [others.id]
    assert list(session.scalars(select(ReminderChoice.id))) == []


def test_no_more_questions_when_the_list_grows(client: StrictClient, query_count: Callable[[], Any]) -> None:
    user = UserFactory()
    client.sign_in(user)

    def grow(number: int) -> None:
        for _ in range(number):
            ApplicationFactory(candidate=user, vacancy=SavedVacancyFactory(user=user).vacancy)

    counts = []
    for number in (2, 10):
        grow(number)
        for url in ("/account/saved-jobs", "/jobs"):
            with query_count() as counted:
                client.get(url)
            counts.append(counted.count)
    assert counts[0] == counts[2]
    assert counts[1] == counts[3]


@pytest.mark.parametrize("state", list(ApplicationState))
def test_every_state_of_an_application_has_words_for_the_list(client: StrictClient, state: ApplicationState) -> None:
    application = ApplicationFactory(state=state)
    SavedVacancyFactory(user=application.candidate, vacancy=application.vacancy)
    client.sign_in(application.candidate)
    page = client.get("/account/saved-jobs")
    assert page.select(".tp-card__aside .govuk-tag--green")[0].get_text(strip=True)
