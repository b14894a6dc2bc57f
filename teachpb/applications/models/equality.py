"""Equal opportunities: what is asked, where answers wait, and what becomes of them: numbers.

Nothing here can be joined with a person. Waiting answers are sealed, under a key drawn by chance; only the application
knows it, sealed as well. Neither table knows times, and keys say nothing of order.
"""

from __future__ import annotations

import json
import secrets
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from teachpb.db import EnumText, LabelledEnum, Model
from teachpb.sealing import Sealed, seal_without_time, unseal

#: Sealed answers are as long as this, whatever they are.
PADDED = 400
PREFER_NOT = "prefer_not_to_say"


class EqualityQuestion(LabelledEnum):
    age = "age", "Age"
    disability = "disability", "Disability"
    gender = "gender", "Gender"
    orientation = "orientation", "Sexual orientation"
    ethnicity = "ethnicity", "Ethnic group"
    religion = "religion", "Religion or belief"


#: question -> its answers, value and label, in page order
EQUALITY_ANSWERS: dict[EqualityQuestion, tuple[tuple[str, str], ...]] = {
    EqualityQuestion.age: (
        ("under_twenty_five", "Under 25"),
        ("twenty_five_to_twenty_nine", "25 to 29"),
        ("thirty_to_thirty_nine", "30 to 39"),
        ("forty_to_forty_nine", "40 to 49"),
        ("fifty_to_fifty_nine", "50 to 59"),
        ("sixty_and_over", "60 or over"),
        (PREFER_NOT, "Prefer not to say"),
    ),
    EqualityQuestion.disability: (("yes", "Yes"), ("no", "No"), (PREFER_NOT, "Prefer not to say")),
    EqualityQuestion.gender: (
        ("man", "Man"),
        ("woman", "Woman"),
        ("other", "In another way"),
        (PREFER_NOT, "Prefer not to say"),
    ),
    EqualityQuestion.orientation: (
        ("bisexual", "Bisexual"),
        ("gay_or_lesbian", "Gay or lesbian"),
        ("heterosexual", "Heterosexual or straight"),
        ("other", "In another way"),
        (PREFER_NOT, "Prefer not to say"),
    ),
    EqualityQuestion.ethnicity: (
        ("asian", "Asian or Asian British"),
        ("black", "Black, Black British, Caribbean or African"),
        ("mixed", "Mixed or several ethnic groups"),
        ("white", "White"),
        ("other", "Another ethnic group"),
        (PREFER_NOT, "Prefer not to say"),
    ),
    EqualityQuestion.religion: (
        ("buddhist", "Buddhist"),
        ("christian", "Christian"),
        ("hindu", "Hindu"),
        ("jewish", "Jewish"),
        ("muslim", "Muslim"),
        ("sikh", "Sikh"),
        ("none", "No religion"),
        ("other", "Another religion or belief"),
        (PREFER_NOT, "Prefer not to say"),
    ),
}


class SealedAnswers(Sealed, TypeDecorator[Any]):
    """JSON, sealed without the time of sealing and at one length."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else seal_without_time(json.dumps(value).ljust(PADDED))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(unseal(value))

    def resealed(self, stored: str) -> str:
        return seal_without_time(unseal(stored))


class EqualityDraft(Model):
    """The answers of one person until they are counted: {question: answer}."""

    __tablename__ = "equality_drafts"

    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"),
        primary_key=True,
        autoincrement=False,
        default=lambda: secrets.randbelow(2**62) + 1,
    )
    slot: Mapped[str] = mapped_column(String(32), unique=True)
    answers: Mapped[Any] = mapped_column(SealedAnswers)


class EqualityCount(Model):
    """How many gave one answer: of a vacancy with enough of them, else (``vacancy_id`` None) of an organisation's other
    vacancies of an academic year (the year it begins in)."""

    __tablename__ = "equality_counts"
    __table_args__ = (
        Index("ix_equality_counts_organisation_year", "organisation_id", "year"),
        CheckConstraint("number > 0", name="number_positive"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    vacancy_id: Mapped[int | None] = mapped_column(ForeignKey("vacancies.id", ondelete="CASCADE"), index=True)
    year: Mapped[int]
    question: Mapped[EqualityQuestion] = mapped_column(EnumText(EqualityQuestion))
    answer: Mapped[str] = mapped_column(String(40))
    number: Mapped[int]
