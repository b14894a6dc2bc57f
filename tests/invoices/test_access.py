"""Who gets what, for every address of the room."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from teachpb import clock
from teachpb.invoices import policies
from teachpb.schools.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.invoices import ProviderFinanceFactory, drafted, issued, sold
from tests.factories.schools import (
    LocalAuthorityFactory,
    MembershipFactory,
    ProviderFactory,
    SchoolFactory,
    TrustFactory,
    member,
)
from tests.support.client import StrictClient
from tests.support.database import undone
from tests.support.time import FrozenClock


def world() -> SimpleNamespace:
    """One provider, one school of a trust; a draft and an invoice to the school, and one to who pays for themselves."""
    provider, school = ProviderFactory(), SchoolFactory(trust=TrustFactory())
    ProviderFinanceFactory(provider=provider)
    ours = {"course_date__course__provider": provider}
    of_school = {**ours, "booking__payer": school}
    delegate = UserFactory()
    return SimpleNamespace(
        provider=provider,
        school=school,
        delegate=delegate,
        draft=drafted(sold(**of_school)),
        invoice=issued(sold(**of_school, delegate=delegate)),
        own=issued(sold(**ours)),
    )


def officer(role: Role) -> Any:
    return member(role, LocalAuthorityFactory())


PEOPLE: dict[str, Callable[[Any], Any]] = {
    "nobody": lambda w: None,
    "teacher": lambda w: UserFactory(),
    "delegate": lambda w: w.delegate,
    "who pays": lambda w: w.own.user,
    "lead": lambda w: member(Role.cpd_lead, w.school),
    "owner": lambda w: member(Role.owner, w.school),
    "trust owner": lambda w: member(Role.owner, w.school.trust),
    "recruiter": lambda w: member(Role.recruiter, w.school),
    "viewer": lambda w: member(Role.viewer, w.school),
    "other school’s lead": lambda w: member(Role.cpd_lead, SchoolFactory()),
    "former lead": lambda w: MembershipFactory(organisation=w.school, role=Role.cpd_lead, ended_at=clock.now()).user,
    "provider": lambda w: member(Role.provider_admin, w.provider),
    "facilitator": lambda w: member(Role.facilitator, w.provider),
    "other provider": lambda w: member(Role.provider_admin, ProviderFactory()),
    "former provider": lambda w: (
        MembershipFactory(organisation=w.provider, role=Role.provider_admin, ended_at=clock.now()).user
    ),
    "CPD officer": lambda w: officer(Role.cpd_officer),
    "administrator": lambda w: officer(Role.administrator),
    "recruitment officer": lambda w: officer(Role.recruitment_officer),
}
EVERYBODY = frozenset(PEOPLE) - {"nobody"}
SPENDERS = frozenset({"lead", "owner", "trust owner", "other school’s lead"})
PAYERS = frozenset({"lead", "owner", "trust owner"})
OFFICERS = frozenset({"CPD officer", "administrator"})
PROVIDERS = frozenset({"provider", "other provider"})
OURS = frozenset({"provider"})
NONE: frozenset[str] = frozenset()

#: endpoint -> (method, path, who gets a page or a redirect, who gets 403); everyone else who is signed in gets 404
TABLE: dict[str, tuple[str, str, frozenset[str], frozenset[str]]] = {
    "invoices.list_school": ("GET", "/training/invoices", SPENDERS, NONE),
    "invoices.download_school": ("GET", "/training/invoices.csv", SPENDERS, NONE),
    "invoices.list_mine": ("GET", "/account/invoices", EVERYBODY, NONE),
    "invoices.list_issued": ("GET", "/office/course-invoices", OFFICERS, NONE),
    "invoices.show_document": ("GET", "/training/invoices/{w.invoice.id}", PAYERS | OURS | OFFICERS, NONE),
    "invoices.download_document": (
        "GET",
        "/training/invoices/{w.invoice.id}/document.pdf",
        PAYERS | OURS | OFFICERS,
        NONE,
    ),
    "billing.list_documents": ("GET", "/training/billing", PROVIDERS, NONE),
    "billing.issue_chosen": ("POST", "/training/billing/issue", PROVIDERS, NONE),
    "billing.issue": ("POST", "/training/billing/{w.invoice.id}/issue", OURS, PAYERS | OFFICERS),
    "billing.send_again": ("POST", "/training/billing/{w.invoice.id}/send", OURS, PAYERS | OFFICERS),
    "billing.record_payment": ("GET", "/training/billing/{w.invoice.id}/payment", OURS, PAYERS | OFFICERS),
    "billing.credit": ("GET", "/training/billing/{w.invoice.id}/credit", OURS, PAYERS | OFFICERS),
    "billing.show_income": ("GET", "/training/billing/income", PROVIDERS, NONE),
    "billing.download_csv": ("GET", "/training/billing/documents.csv", PROVIDERS, NONE),
    "billing.download_xlsx": ("GET", "/training/billing/documents.xlsx", PROVIDERS, NONE),
    "invoice_settings.edit_provider": ("GET", "/training/billing/settings", PROVIDERS, NONE),
    "invoice_settings.edit_payer": ("GET", "/training/invoices/details", SPENDERS, NONE),
    "budgets.show_spending": ("GET", "/training/budget", SPENDERS, NONE),
    "budgets.download_spending": ("GET", "/training/budget/spending.csv", SPENDERS, NONE),
    "budgets.edit_budget": ("GET", "/training/budget/edit", SPENDERS, NONE),
}
BLUEPRINTS = {"invoices", "billing", "invoice_settings", "budgets"}


@pytest.mark.parametrize("endpoint", TABLE)
def test_table(app: Flask, client: StrictClient, session: Session, frozen: FrozenClock, endpoint: str) -> None:
    method, path, allowed, forbidden = TABLE[endpoint]
    w = world()
    url = path.format(w=w)
    for person, user in {name: make(w) for name, make in PEOPLE.items()}.items():
        with undone():
            client.sign_in(user)
            data = {"csrf_token": client._csrf_token()} if method == "POST" else None
            with app.app_context():
                response = client.http.open(url, method=method, data=data)
        status = response.status_code
        if person == "nobody":
            assert status == 302 and "/account/sign-in" in response.headers["Location"], person
        elif person in allowed:
            assert status in (200, 302), (person, status)
            assert "/account/sign-in" not in response.headers.get("Location", ""), person
        else:
            assert status == (403 if person in forbidden else 404), (person, status)


def test_the_table_names_every_address(app: Flask) -> None:
    ours = {rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.split(".")[0] in BLUEPRINTS}
    assert ours == set(TABLE)


@pytest.mark.parametrize(
    ("which", "readers"),
    [
        ("draft", {"provider"}),
        ("own", {"who pays", "provider", "CPD officer", "administrator"}),
    ],
)
def test_drafts_are_the_providers_and_own_invoices_who_pays(
    client: StrictClient, session: Session, frozen: FrozenClock, which: str, readers: set[str]
) -> None:
    w = world()
    url = f"/training/invoices/{getattr(w, which).id}"
    for person, make in PEOPLE.items():
        if person == "nobody":
            continue
        user = make(w)
        client.sign_in(user)
        client.get(url, status=200 if person in readers else 404)
        assert policies.can_read(user, getattr(w, which)) is (person in readers), person


def test_nobody_may_do_nothing(session: Session, frozen: FrozenClock) -> None:
    w = world()
    assert not policies.can_read(None, w.invoice)
    assert not policies.can_manage(None, w.invoice)
    assert not any(may(None) for may in (policies.keeps_accounts, policies.spends, policies.oversees))


def test_nothing_of_other_providers_is_issued(client: StrictClient, session: Session, frozen: FrozenClock) -> None:
    w = world()
    client.sign_in(member(Role.provider_admin, ProviderFactory()))
    client.post("/training/billing/issue", {"drafts": [str(w.draft.id)]})
    session.expire_all()
    assert w.draft.is_draft
