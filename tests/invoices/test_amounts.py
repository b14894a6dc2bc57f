"""The money on a line and on a document: to the penny, whatever the figures."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachpb.cpd.models import VatTreatment
from teachpb.cpd.pricing import Discount, price_line, total_of
from teachpb.invoices.amounts import Amounts, percent, sums_of, vat_inside, vat_summary
from teachpb.invoices.models import TRANSITIONS, InvoiceState, may_become
from teachpb.invoices.standing import state_after

pytestmark = pytest.mark.pure

PENCE = st.integers(0, 500_000)
RATES = st.sampled_from([0, 500, 1_750, 2_000, 1_999, 10_000])
DISCOUNTS = st.one_of(
    st.none(),
    st.builds(lambda percent: Discount("CODE", percent=percent), st.integers(0, 100)),
    st.builds(lambda pence: Discount("CODE", pence=pence), st.integers(0, 60_000)),
)


@given(PENCE, RATES)
def test_what_was_promised_with_vat_is_taken_apart_to_the_penny(gross: int, rate: int) -> None:
    amounts = Amounts.inclusive(gross, vat_code=VatTreatment.standard, vat_rate=rate)
    assert amounts.gross_pence == gross
    assert amounts.net_pence >= 0 and amounts.vat_pence >= 0
    exact = gross * rate / (10_000 + rate)
    assert abs(amounts.vat_pence - exact) <= 0.5 + 1e-9


@pytest.mark.parametrize(
    ("gross", "rate", "vat"),
    [(12_000, 2_000, 2_000), (6_000, 2_000, 1_000), (1, 2_000, 0), (3, 2_000, 1), (100, 0, 0), (0, 2_000, 0)],
)
def test_vat_inside(gross: int, rate: int, vat: int) -> None:
    assert vat_inside(gross, rate) == vat


@given(st.lists(st.tuples(PENCE, DISCOUNTS, RATES), max_size=20))
def test_a_document_adds_up_to_what_the_places_were_sold_for(rows: list[Any]) -> None:
    lines = [
        price_line(pence, vat_code=VatTreatment.standard if rate else VatTreatment.exempt, vat_rate=rate, discount=off)
        for pence, off, rate in rows
    ]
    amounts = [
        Amounts(
            list_pence=line.list_pence,
            discount_pence=line.discount_pence,
            vat_code=line.vat_code,
            vat_rate=line.vat_rate,
            vat_pence=line.vat_pence,
        )
        for line in lines
    ]
    sums, sold = sums_of(amounts), total_of(lines)
    assert (sums.net_pence, sums.vat_pence, sums.gross_pence) == (sold.net_pence, sold.vat_pence, sold.price_pence)
    summary = vat_summary(amounts)
    assert sum(row.net_pence for row in summary) == sums.net_pence
    assert sum(row.vat_pence for row in summary) == sums.vat_pence
    assert len({(row.vat_code, row.vat_rate) for row in summary}) == len(summary)


@pytest.mark.parametrize(
    "wrong",
    [
        {"list_pence": 100, "discount_pence": 101},
        {"list_pence": 100, "discount_pence": -1},
        {"list_pence": 100, "vat_pence": -1},
        {"list_pence": 100, "vat_pence": 20, "vat_code": VatTreatment.exempt},
        {"list_pence": 100, "vat_pence": 20, "vat_code": VatTreatment.outside},
    ],
)
def test_what_does_not_add_up_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        Amounts(**wrong)


def test_no_vat_is_split_off_where_none_is_charged() -> None:
    amounts = Amounts.inclusive(6_000, vat_code=VatTreatment.exempt, vat_rate=2_000)
    assert (amounts.net_pence, amounts.vat_pence, amounts.vat_rate) == (6_000, 0, 0)


@pytest.mark.parametrize(("rate", "words"), [(2_000, "20%"), (1_750, "17.5%"), (500, "5%")])
def test_a_rate_in_words(rate: int, words: str) -> None:
    assert percent(rate) == words


class TestStanding:
    @given(st.integers(1, 1_000), st.integers(0, 1_500), st.integers(0, 1_000))
    def test_says_what_is_left(self, gross: int, paid: int, credited: int) -> None:
        credited = min(credited, gross)
        state = state_after(gross_pence=gross, paid_pence=paid, credited_pence=credited)
        left = gross - credited - paid
        assert (state is InvoiceState.credited) == (credited == gross)
        if state is InvoiceState.paid:
            assert left <= 0
        if state is InvoiceState.part_paid:
            assert left > 0 and paid
        if state is InvoiceState.issued:
            assert left > 0 and not paid

    def test_every_state_has_its_row(self) -> None:
        assert set(TRANSITIONS) == set(InvoiceState)

    def test_a_draft_is_issued_and_nothing_becomes_one_again(self) -> None:
        assert [state for state in InvoiceState if may_become(InvoiceState.draft, state)] == [InvoiceState.issued]
        assert not any(may_become(state, InvoiceState.draft) for state in InvoiceState)
        assert not any(may_become(InvoiceState.credited, state) for state in InvoiceState)

    def test_sums_of_nothing(self) -> None:
        assert sums_of([]).gross_pence == 0
        line = SimpleNamespace(net_pence=100, vat_pence=20, gross_pence=120)
        assert sums_of([line, line]).gross_pence == 240
