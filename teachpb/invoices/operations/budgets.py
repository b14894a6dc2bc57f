"""What a school means to spend."""

from __future__ import annotations

from datetime import date

from teachpb.accounts.models import User
from teachpb.audit.operations import record
from teachpb.db import db
from teachpb.invoices import queries
from teachpb.invoices.models import TrainingBudget
from teachpb.schools.models import Organisation


def set_budget(*, actor: User, organisation: Organisation, starts_on: date, pence: int) -> TrainingBudget:
    """The money of the year that begins on ``starts_on``, in pence."""
    budget = queries.budget_of(organisation, starts_on)
    before = budget.pence if budget else None
    if budget is None:
        budget = TrainingBudget(organisation_id=organisation.id, starts_on=starts_on)
    budget.pence = pence
    db.session.add(budget)
    record(
        actor=actor,
        verb="training_budget_set",
        subject=budget,
        organisation_id=organisation.id,
        changes={"pence": (before, pence)},
    )
    db.session.flush()
    return budget
