"""Applications, their states, and the panel that reads them."""

from teachpb.applications.models.application import (
    Application,
    ApplicationEvent,
    PanelMember,
    QtsStatus,
    Referee,
)
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
    "RUNNING",
    "TRANSITIONS",
    "Application",
    "ApplicationEvent",
    "ApplicationState",
    "Mover",
    "PanelMember",
    "QtsStatus",
    "Referee",
    "WithdrawalReason",
    "is_back_step",
    "possible_moves",
    "require_move",
]
