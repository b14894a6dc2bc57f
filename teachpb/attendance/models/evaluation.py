"""What people thought of a course. No row here leads to a person: who has answered stands in ``AttendanceRecord``."""

from __future__ import annotations

from datetime import date

from sqlalchemy import JSON, CheckConstraint, Date, Float, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from teachpb.cpd.models import Course, CourseDate
from teachpb.db import Model, Timestamps

#: What is asked where the provider has written nothing of its own.
USUAL_ITEMS = (
    "The course did what its description promised",
    "What I learnt rests on sound evidence",
    "The facilitator knew the subject and the people in the room",
    "There was time to practise and to talk with others",
    "I know what I will do next with my pupils",
)
FEWEST_ITEMS, MOST_ITEMS = 4, 8


class EvaluationForm(Timestamps, Model):
    """The statements of a course that people agree with or not, four to eight of them."""

    __tablename__ = "evaluation_forms"

    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id", ondelete="CASCADE"), unique=True)
    items: Mapped[list[str]] = mapped_column(JSON, default=lambda: list(USUAL_ITEMS))

    course: Mapped[Course] = relationship(Course)


class Evaluation(Model):
    """One person's answers, without the person. ``scores`` maps a statement to 1 (strongly disagree) to 5 (strongly
    agree), ``agreement`` is their average; confidence is 1 to 10, ``recommend`` 0 to 10. ``answered_on`` is a day and
    no more."""

    __tablename__ = "evaluations"
    __table_args__ = (
        CheckConstraint("confidence_before BETWEEN 1 AND 10", name="before_in_range"),
        CheckConstraint("confidence_after BETWEEN 1 AND 10", name="after_in_range"),
        CheckConstraint("recommend BETWEEN 0 AND 10", name="recommend_in_range"),
    )

    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id", ondelete="CASCADE"), index=True)
    course_date_id: Mapped[int] = mapped_column(ForeignKey("course_dates.id", ondelete="CASCADE"), index=True)
    scores: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    agreement: Mapped[float] = mapped_column(Float)
    confidence_before: Mapped[int]
    confidence_after: Mapped[int]
    recommend: Mapped[int]
    differently: Mapped[str] = mapped_column(Text, default="")
    may_quote: Mapped[bool] = mapped_column(default=False)
    answered_on: Mapped[date] = mapped_column(Date)

    course_date: Mapped[CourseDate] = relationship(CourseDate)


class FollowUp(Model):
    """What has come of it six to eight weeks later. ``done`` is how far one did what one had planned, 1 to 5."""

    __tablename__ = "evaluation_follow_ups"
    __table_args__ = (
        CheckConstraint("done BETWEEN 1 AND 5", name="done_in_range"),
        CheckConstraint("confidence_now BETWEEN 1 AND 10", name="now_in_range"),
    )

    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id", ondelete="CASCADE"), index=True)
    course_date_id: Mapped[int] = mapped_column(ForeignKey("course_dates.id", ondelete="CASCADE"), index=True)
    done: Mapped[int]
    confidence_now: Mapped[int]
    difference: Mapped[str] = mapped_column(String(1000), default="")
    answered_on: Mapped[date] = mapped_column(Date)

    course_date: Mapped[CourseDate] = relationship(CourseDate)
