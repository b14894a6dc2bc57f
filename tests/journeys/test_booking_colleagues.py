"""A teacher's school approves bookings: two colleagues are booked on a purchase order, and a request is approved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.journeys.test_without_javascript import bookable
from tests.support.browser import Visitor

Visit = Callable[..., Visitor]
Mail = Callable[..., Any]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_two_colleagues_on_a_purchase_order(sign_in: Visit, mail: Mail, world: Flask, scripts: bool) -> None:
    lead = sign_in("cpd", width=1280 if scripts else 375, javascript=scripts)
    lead.go(f"/training/book/{bookable().id}")
    lead.fill("How many places?", "2")
    lead.choose("Book none of them")
    lead.press("Continue")
    assert lead.h1 == "Who is coming?"
    first, second = lead.page.locator("main fieldset", has_text="Place ").all()[:2]
    first.get_by_label("Who is coming?").select_option(index=2 if scripts else 3)
    second.get_by_label("Who is coming?").select_option(label="Somebody else: their name and address follow")
    if not second.get_by_label("Their full name").is_visible():
        second.get_by_text("Somebody who is not on the list").click()
    second.get_by_label("Their full name").fill("Dev Patel")
    address = "dev.patel@example.org" if scripts else "dev.p@example.org"
    second.get_by_label("Their work email address").fill(address)
    lead.fill("Purchase order number", "PO 4711")
    lead.press("Continue")
    assert lead.h1 == "Check your answers"
    assert "Dev Patel" in lead.text and "Purchase order PO 4711" in lead.text
    lead.press("Confirm the booking")
    assert lead.h1.startswith("Booking ")
    assert "2 places: confirmed" in lead.text
    assert b"METHOD:REQUEST" in mail(address).calendar


def test_a_request_is_approved(sign_in: Visit, mail: Mail) -> None:
    lead = sign_in("cpd", width=375)
    lead.go("/training/approvals")
    assert "wait for a decision" in lead.text
    boxes = lead.page.locator("main input[type=checkbox]")
    before = boxes.count()
    boxes.first.check()
    lead.press("Approve those selected")
    assert "approved" in lead.text
    assert lead.page.locator("main input[type=checkbox]").count() == before - 1
