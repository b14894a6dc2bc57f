"""Equal opportunities: six questions, none of which has to be answered."""

from __future__ import annotations

from teachpb.applications.models import EQUALITY_ANSWERS, EqualityQuestion
from teachpb.web.forms import BaseForm, RadioField

_Q = EqualityQuestion


class EqualityForm(BaseForm):
    age = RadioField("How old are you?", choices=EQUALITY_ANSWERS[_Q.age])
    disability = RadioField(
        "Do you have a disability or a health condition that has lasted, or will last, a year or more?",
        choices=EQUALITY_ANSWERS[_Q.disability],
    )
    gender = RadioField("How do you describe your gender?", choices=EQUALITY_ANSWERS[_Q.gender])
    orientation = RadioField("How do you describe your sexual orientation?", choices=EQUALITY_ANSWERS[_Q.orientation])
    ethnicity = RadioField("How do you describe your ethnic group?", choices=EQUALITY_ANSWERS[_Q.ethnicity])
    religion = RadioField("How do you describe your religion or belief?", choices=EQUALITY_ANSWERS[_Q.religion])
