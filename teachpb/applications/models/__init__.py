"""Applications, their states, and the panel that reads them."""

from teachpb.applications.models.application import (
    Application,
    ApplicationEvent,
    InductionStatus,
    PanelMember,
    QtsStatus,
    Referee,
    WantedPattern,
)
from teachpb.applications.models.entries import Entry
from teachpb.applications.models.equality import (
    EQUALITY_ANSWERS,
    PREFER_NOT,
    EqualityCount,
    EqualityDraft,
    EqualityQuestion,
)
from teachpb.applications.models.faith import FAITH_COLUMNS, FaithProof
from teachpb.applications.models.files import ApplicationFile, FilePurpose
from teachpb.applications.models.history import (
    SCHOOL_QUALIFICATIONS,
    BodyMembership,
    Employment,
    EmploymentKind,
    Qualification,
    QualificationKind,
    StudyProgress,
    Training,
)
from teachpb.applications.models.keeping import FormPage
from teachpb.applications.models.retention import RetentionMark
from teachpb.applications.models.states import (
    BACK_STEPS,
    ENDED,
    RUNNING,
    TRANSITIONS,
    ApplicationState,
    Mover,
    WithdrawalReason,
    is_back_step,
    possible_moves,
    require_move,
)

__all__ = [
    "BACK_STEPS",
    "ENDED",
    "EQUALITY_ANSWERS",
    "FAITH_COLUMNS",
    "PREFER_NOT",
    "RUNNING",
    "SCHOOL_QUALIFICATIONS",
    "TRANSITIONS",
    "Application",
    "ApplicationEvent",
    "ApplicationFile",
    "ApplicationState",
    "BodyMembership",
    "Employment",
    "EmploymentKind",
    "Entry",
    "EqualityCount",
    "EqualityDraft",
    "EqualityQuestion",
    "FaithProof",
    "FilePurpose",
    "FormPage",
    "InductionStatus",
    "Mover",
    "PanelMember",
    "QtsStatus",
    "Qualification",
    "QualificationKind",
    "Referee",
    "RetentionMark",
    "StudyProgress",
    "Training",
    "WantedPattern",
    "WithdrawalReason",
    "is_back_step",
    "possible_moves",
    "require_move",
]
