"""What people do with alerts, and what alerts do by the clock."""

from teachpb.alerts.operations.asking import (
    MOST_UNCONFIRMED_A_DAY,
    confirm_address,
    confirm_alert,
    move_to_address,
    request_alert,
    send_confirmation,
)
from teachpb.alerts.operations.forgetting import ask_to_keep, end_alerts_to, end_unkept, forget_old, forget_person
from teachpb.alerts.operations.keeping import (
    change_frequency,
    edit_alert,
    end_alert,
    end_alerts,
    keep_alert,
    pause_alert,
    resume_alert,
    say_why,
)
from teachpb.alerts.operations.telling import give_opinion, tell_address

__all__ = [
    "MOST_UNCONFIRMED_A_DAY",
    "ask_to_keep",
    "change_frequency",
    "confirm_address",
    "confirm_alert",
    "edit_alert",
    "end_alert",
    "end_alerts",
    "end_alerts_to",
    "end_unkept",
    "forget_old",
    "forget_person",
    "give_opinion",
    "keep_alert",
    "move_to_address",
    "pause_alert",
    "request_alert",
    "resume_alert",
    "say_why",
    "send_confirmation",
    "tell_address",
]
