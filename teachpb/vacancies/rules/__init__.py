"""What makes an advert complete, step by step.

The rules are asked by the page that takes an answer, by publishing, and by every edit of a published advert: the same
rules, whoever writes. Each returns sentences a person can act on, tied to fields.
"""

from teachpb.vacancies.rules.dependents import asks_about_faith, settle
from teachpb.vacancies.rules.problems import Advert, Problem
from teachpb.vacancies.rules.steps import SECTIONS, STEPS, Section, StepRule, problems_in, step_named, steps_for

__all__ = [
    "SECTIONS",
    "STEPS",
    "Advert",
    "Problem",
    "Section",
    "StepRule",
    "asks_about_faith",
    "problems_in",
    "settle",
    "step_named",
    "steps_for",
]
