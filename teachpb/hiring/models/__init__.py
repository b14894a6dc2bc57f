"""What a decision is made from, and what is left of it."""

from teachpb.hiring.models.events import EventKind, HiringEvent
from teachpb.hiring.models.interviews import (
    InterviewCalendar,
    InterviewDay,
    InterviewInvitation,
    InterviewSlot,
)
from teachpb.hiring.models.marking import (
    LOWEST,
    MARKED_STATES,
    POINTS,
    POINTS_MEAN,
    RANKED_STATES,
    AgreedScore,
    Criterion,
    Need,
    Score,
    ScoreOpening,
    ScoreSheet,
    Stage,
)
from teachpb.hiring.models.offers import (
    SETTLED,
    CheckState,
    Offer,
    OnlineSearch,
    PreEmploymentCheck,
    SearchOutcome,
)
from teachpb.hiring.models.record import RecordEntry

__all__ = [
    "LOWEST",
    "MARKED_STATES",
    "POINTS",
    "POINTS_MEAN",
    "RANKED_STATES",
    "SETTLED",
    "AgreedScore",
    "CheckState",
    "Criterion",
    "EventKind",
    "HiringEvent",
    "InterviewCalendar",
    "InterviewDay",
    "InterviewInvitation",
    "InterviewSlot",
    "Need",
    "Offer",
    "OnlineSearch",
    "PreEmploymentCheck",
    "RecordEntry",
    "Score",
    "ScoreOpening",
    "ScoreSheet",
    "SearchOutcome",
    "Stage",
]
