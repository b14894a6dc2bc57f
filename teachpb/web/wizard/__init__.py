"""Wizards as data: an ordered list of steps, one view, one task list, one check-your-answers page.

Whether a step is complete is found by validating its form over what is *stored*, never by remembering what was visited.
See ``docs/contributors/forms.md``.
"""

from teachpb.web.wizard.pages import handle_step, show_answers, show_tasks
from teachpb.web.wizard.progress import (
    Progress,
    StepState,
    StepStatus,
    SummaryRow,
    SummarySection,
    TaskRow,
    TaskSection,
)
from teachpb.web.wizard.steps import Step, Wizard

__all__ = [
    "Progress",
    "Step",
    "StepState",
    "StepStatus",
    "SummaryRow",
    "SummarySection",
    "TaskRow",
    "TaskSection",
    "Wizard",
    "handle_step",
    "show_answers",
    "show_tasks",
]
