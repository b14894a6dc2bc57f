"""What the register, the door and the evaluation ask."""

from teachpb.attendance.forms.evaluating import EvaluationPage, FollowUpPage, ItemsForm
from teachpb.attendance.forms.register import (
    CheckInForm,
    HoursForm,
    NumberForm,
    RegisterForm,
    RestForm,
    WalkInForm,
    WithdrawForm,
    read_cells,
)

__all__ = [
    "CheckInForm",
    "EvaluationPage",
    "FollowUpPage",
    "HoursForm",
    "ItemsForm",
    "NumberForm",
    "RegisterForm",
    "RestForm",
    "WalkInForm",
    "WithdrawForm",
    "read_cells",
]
