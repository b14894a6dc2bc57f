"""While names are hidden, nothing a school can open or gets by mail tells who a candidate is.

The walk asks the application itself for its addresses, so a page that is added tomorrow is looked at tomorrow.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import openpyxl
import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy.orm import Session

from teachpb.applications import operations
from teachpb.applications.models import Application, ApplicationState, WithdrawalReason
from teachpb.db import transaction
from teachpb.messages import operations as messages
from teachpb.schools.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.applications import DraftApplicationFactory, PanelMemberFactory
from tests.factories.schools import SchoolFactory, TrustFactory, member
from tests.factories.vacancies import VacancyFactory
from tests.support.client import StrictClient

#: (first name, last name, what they were called before)
NAMES = [
    ("Philippa", "Quorndon", "Vexley"),
    ("Zoë Aífe", "O’Quinlan-Źuk", "Xanthopoulou"),
    ("李小龍", "Zhuang", "van der Quast"),
]
CONTACTS = {
    "address_line_1": "99 Zephyr Lane",
    "address_line_2": "Flat Omega",
    "postcode": "PE9 9ZZ",
    "phone": "07700 900123",
    "email": "pq@quorndon.example",
    "trn": "9182736",
}
#: Links that lead out of what a school reads, or do something.
ELSEWHERE = ("/hiring/vacancies/new", "/hiring/recruitment-systems", "/hiring/people")
MOST_PAGES = 150


def words_of(names: tuple[str, str, str]) -> list[str]:
    """What must not be found: each name, also in capitals, and every way to reach the person."""
    parts = [part for name in names for part in name.replace("-", " ").split() if len(part) > 1 and part != "van der"]
    plain = [part for part in parts if part not in {"van", "der"}]
    return [*plain, *(part.upper() for part in plain), *CONTACTS.values(), "07700900123", "hidden-person@"]


@pytest.fixture
def names(request: pytest.FixtureRequest) -> tuple[str, str, str]:
    found: tuple[str, str, str] = getattr(request, "param", NAMES[0])
    return found


@pytest.fixture
def vacancy(session: Session) -> Any:
    return VacancyFactory(organisation=SchoolFactory(trust=TrustFactory()), is_anonymised=True)


@pytest.fixture
def application(vacancy: Any, names: tuple[str, str, str]) -> Application:
    """Somebody who has asked, applied and written, and says their name wherever they can."""
    first, last, former = names
    signed = f"Yours, {first} {last} ({last.upper()}), formerly {former}. Ring 07700 900123."
    candidate = UserFactory(full_name=f"{first} {last}", email="hidden-person@example.org")
    with transaction():
        messages.ask(actor=candidate, vacancy=vacancy, body=f"May I visit? {signed}", token="one")
    draft: Application = DraftApplicationFactory(
        vacancy=vacancy,
        candidate=candidate,
        first_name=first,
        last_name=last,
        previous_names=former,
        statement=f"I love teaching. {signed}",
        qts_details=f"{first} {last} trained at Leeds",
        has_close_relationships=True,
        close_relationships=f"My aunt, Mrs {last}",
        needs_support=True,
        support_needs=f"{first} needs a ramp",
        **CONTACTS,
    )
    with transaction():
        operations.submit(actor=candidate, application=draft)
    with transaction():
        messages.write_to_school(actor=candidate, application=draft, body=f"One thing more. {signed}", token="two")
    return draft


def reader_of(role: str, vacancy: Any) -> Any:
    if role == "panel":
        return PanelMemberFactory(vacancy=vacancy).user
    organisation = vacancy.organisation.trust if role == "trust" else vacancy.organisation
    return member(Role.recruiter if role == "recruiter" else Role.owner, organisation)


def addresses(app: Flask, application: Application) -> list[str]:
    """Every address below /hiring that needs no more than this application or its vacancy."""
    known = {"application_id": application.id, "vacancy_id": application.vacancy_id}
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/hiring") and "GET" in rule.methods]
    with app.test_request_context():
        found = [rule for rule in rules if rule.arguments <= known.keys()]
        return sorted(
            app.url_for(rule.endpoint, **{name: known[name] for name in rule.arguments}).removeprefix(
                "http://localhost"
            )
            for rule in found
        )


def read(response: Any) -> Iterator[str]:
    """Everything that stands in an answer: its headers, and its text whatever kind of file it is."""
    yield str(response.headers)
    yield from texts(response.mimetype or "", response.get_data())


def texts(kind: str, content: bytes) -> Iterator[str]:
    if kind == "application/pdf" or content.startswith(b"%PDF"):
        document = PdfReader(io.BytesIO(content))
        yield str(document.metadata)
        yield from (page.extract_text() for page in document.pages)
    elif "spreadsheet" in kind:
        book = openpyxl.load_workbook(io.BytesIO(content))
        yield from (str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)
    elif content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name
                yield from texts("", archive.read(name))
    else:
        yield content.decode("utf-8", "replace")


def walk(app: Flask, client: StrictClient, application: Application) -> dict[str, str]:
    """Address -> all that can be read there, from every address and every link below /hiring."""
    waiting, seen = addresses(app, application), {}
    while waiting and len(seen) < MOST_PAGES:
        url = waiting.pop(0)
        if url in seen or url.startswith(ELSEWHERE):
            continue
        response = client.http.get(url, buffered=True)
        assert response.status_code in {200, 302, 403, 404}, f"{url} answered {response.status_code}"
        seen[url] = "\n".join(read(response))
        if response.status_code == 200 and response.mimetype == "text/html":
            links = [urlsplit(str(link["href"])) for link in soup_of(response).select("a[href]")]
            found = [f"{to.path}?{to.query}" if to.query else to.path for to in links]
            waiting += [to for to in found if to.startswith("/hiring") and to not in seen]
    return seen


def soup_of(response: Any) -> Any:
    from tests.support.client import Page

    return Page(response).soup


WHOM_FROM_WHOM = [(NAMES[0], role) for role in ("recruiter", "trust", "panel")] + [(each, "owner") for each in NAMES]


@pytest.mark.parametrize(("names", "role"), WHOM_FROM_WHOM, indirect=["names"])
def test_no_page_and_no_file_tells_who_it_is(
    app: Flask, client: StrictClient, application: Application, names: tuple[str, str, str], role: str
) -> None:
    client.sign_in(reader_of(role, application.vacancy))
    seen = walk(app, client, application)
    one = f"/hiring/applications/{application.id}"
    assert application.code in seen[one], "the walk came to the application"
    assert "I love teaching" in seen[f"{one}/application.pdf"], "and into its files"
    assert "One thing more" in seen[f"{one}/messages"] or role == "panel", "and to what was written"
    told = {url: [word for word in words_of(names) if word in text] for url, text in seen.items()}
    assert {url: words for url, words in told.items() if words} == {}


def test_a_refusal_reveals_nothing(
    app: Flask, client: StrictClient, application: Application, names: tuple[str, str, str]
) -> None:
    owner = reader_of("owner", application.vacancy)
    with transaction():
        operations.move(actor=owner, application=application, state=ApplicationState.unsuccessful)
    client.sign_in(owner)
    told = {
        url: [word for word in words_of(names) if word in text] for url, text in walk(app, client, application).items()
    }
    assert {url: words for url, words in told.items() if words} == {}


@pytest.mark.parametrize("names", NAMES, ids=lambda names: names[1], indirect=True)
def test_no_letter_to_the_school_tells_who_it_is(
    application: Application, names: tuple[str, str, str], outbox: Any
) -> None:
    with transaction():
        operations.withdraw(actor=application.candidate, application=application, reason=WithdrawalReason.changed_mind)
    to_others = [mail for mail in outbox() if mail.to != application.candidate.email]
    assert {"applications.received", "applications.news_for_school"} <= {mail.kind for mail in to_others}
    for mail in to_others:
        letter = f"{mail.subject}\n{mail.to_name}\n{mail.reply_to}\n{mail.text}\n{mail.html}"
        assert [word for word in words_of(names) if word in letter] == [], mail.kind
