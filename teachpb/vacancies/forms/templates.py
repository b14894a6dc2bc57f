"""A template’s name, and the advert’s own pages for what a template holds."""

from __future__ import annotations

from teachpb.vacancies.forms.base import StepForm
from teachpb.vacancies.template_content import TEMPLATE_FIELDS
from teachpb.web.forms import BaseForm, Required, StringField


class TemplateNameForm(BaseForm):
    name = StringField(
        "What should the template be called?",
        [Required("Enter a name, like “Class teacher”")],
        thing="Name",
        hint="A name your colleagues know it by, like “Class teacher”. Candidates never see it.",
        max_chars=75,
    )


def template_form(form: type[StepForm]) -> type[StepForm]:
    """The same page, asking only for what a template holds and complaining only about that."""

    class TemplateStepForm(form):  # type: ignore[valid-type, misc]
        def prepare(self) -> None:
            super().prepare()
            held = {self.standing_for.get(name, name) for name in TEMPLATE_FIELDS}
            asked = {self.standing_for.get(name, name) for name in self.rule_fields - TEMPLATE_FIELDS}
            self.drop(*(asked - held))

        def _complain(self, name: str, message: str) -> None:
            if name in TEMPLATE_FIELDS:
                super()._complain(name, message)

        def values(self) -> dict[str, object]:
            return {name: value for name, value in super().values().items() if name in TEMPLATE_FIELDS}

    TemplateStepForm.__name__ = f"Template{form.__name__}"
    return TemplateStepForm
