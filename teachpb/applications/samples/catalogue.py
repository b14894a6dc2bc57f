"""Which samples there are."""

from __future__ import annotations

from dataclasses import dataclass

from teachpb.applications.samples import disclosure, reference
from teachpb.applications.samples.application import TITLES, application_form
from teachpb.vacancies.models import ReligiousForm
from teachpb.web.pdf import BlankForm, render_form


@dataclass(frozen=True)
class Sample:
    """``name`` stands in its address."""

    name: str
    title: str
    religious_form: ReligiousForm | None = None
    form: BlankForm | None = None


SAMPLES = (
    Sample("application-form", TITLES[ReligiousForm.no_religion], ReligiousForm.no_religion),
    Sample("application-form-faith-school", TITLES[ReligiousForm.other_religion], ReligiousForm.other_religion),
    Sample("application-form-catholic-school", TITLES[ReligiousForm.catholic], ReligiousForm.catholic),
    Sample("reference", "Reference form", form=reference.FORM),
    Sample("self-disclosure", "Self-disclosure form, for shortlisted candidates", form=disclosure.FORM),
)


def find_sample(name: str) -> Sample | None:
    return next((sample for sample in SAMPLES if sample.name == name), None)


def build(sample: Sample) -> bytes:
    """The sample as PDF. Needs a request: the pages’ questions are read off the pages."""
    form = sample.form or application_form(sample.religious_form or ReligiousForm.no_religion)
    return render_form(form)
