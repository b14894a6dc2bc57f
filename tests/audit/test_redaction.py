"""What the trail may hold, and what it must not."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachpb.audit.redaction import LONGEST, REDACTED, is_denied, plain, redact
from teachpb.notifications.models import MessageState

pytestmark = pytest.mark.pure

DENIED = """
password password_hash new_password token session_token signInToken api_key totp_secret recovery_codes_secret
health health_conditions medical_notes disability is_disabled religion religious_belief faith ethnicity
ethnic_group race sexual_orientation trade_union_member political_party criminal_record convictions
unspent_convictions dbs_number disclosure dietary dietary_needs diet allergies access_needs access_requirements
reasonable_adjustments equality_answers national_insurance_number date_of_birth dob teacher_reference_number
bank_account sort-code Dietary
"""
ALLOWED = """
title name email state closes_at salary_minimum_pence religious_character postcode phase embrace healthy
tokenised passwordless description notes dietitian_role gender has_disabled_access racetrack
"""


@pytest.mark.parametrize(
    "field",
    DENIED.split(),
)
def test_secret_and_special_fields_are_denied(field: str) -> None:
    assert is_denied(field)


@pytest.mark.parametrize(
    "field",
    ALLOWED.split(),
)
def test_ordinary_fields_are_not(field: str) -> None:
    assert not is_denied(field)


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (None, None),
        (True, True),
        (7, 7),
        (1.5, 1.5),
        ("Mathematics", "Mathematics"),
        (MessageState.sent, "sent"),
        (date(2026, 4, 24), "2026-04-24"),
        (time(16, 0), "16:00:00"),
        (datetime(2026, 4, 24, 9, tzinfo=UTC), "2026-04-24T09:00:00+00:00"),
        (Decimal("12.50"), "12.50"),
        (["b", "a"], ["b", "a"]),
        (("b", MessageState.sent), ["b", "sent"]),
        ({"b", "a"}, ["a", "b"]),
        ({"town": "Eye", "medical": "asthma"}, {"town": "Eye", "medical": REDACTED}),
        ([{"password": "hunter2"}], [{"password": REDACTED}]),
        (SimpleNamespace(id=3), "SimpleNamespace 3"),
    ],
)
def test_values_become_plain_json(value: Any, kept: Any) -> None:
    assert plain(value) == kept


def test_long_text_is_shortened() -> None:
    kept = plain("word " * 1000)
    assert len(kept) == LONGEST
    assert kept.endswith("…")


def test_changes_keep_before_and_after() -> None:
    assert redact({"state": (MessageState.queued, MessageState.sent), "password_hash": ("a", "b")}) == {
        "state": ["queued", "sent"],
        "password_hash": "changed",
    }


SECRETS = st.sampled_from(["password", "religion", "convictions", "medical", "dietary_needs"])
VALUES = st.recursive(st.text(max_size=5), lambda inner: st.lists(inner, max_size=3), max_leaves=5)


@given(key=SECRETS, value=VALUES, depth=st.integers(0, 4))
def test_a_denied_value_is_found_however_deep_it_lies(key: str, value: Any, depth: int) -> None:
    nested: Any = {key: ["the secret itself", value]}
    for level in range(depth):
        nested = [nested] if level % 2 else {"inner": nested}
    assert "the secret itself" not in str(redact({"answers": (None, nested)}))
