"""What a career route is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from teachpb.cpd.models import Audience
from teachpb.vacancies.models import JobRole


@dataclass(frozen=True, kw_only=True)
class CareerStep:
    """One step. ``roles`` finds live jobs, ``audience`` finds courses; ``takes`` is the usual time, in words;
    ``onwards`` are the routes that begin where this step is."""

    title: str
    text: str
    takes: str = ""
    qualification: str = ""
    roles: tuple[JobRole, ...] = ()
    audience: Audience | None = None
    onwards: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """Its place on the page of its route."""
        return re.sub(r"[^a-z0-9]+", "-", self.title.lower()).strip("-")


@dataclass(frozen=True, kw_only=True)
class CareerRoute:
    """Steps in their order."""

    slug: str
    title: str
    summary: str
    scene: str
    theme: str
    steps: tuple[CareerStep, ...]

    def key_of(self, step: CareerStep) -> str:
        """What a course stores to belong to this step."""
        return f"{self.slug}/{step.slug}"

    def after(self, step: CareerStep) -> CareerStep | None:
        """The step that follows; None at the end."""
        place = self.steps.index(step) + 1
        return self.steps[place] if place < len(self.steps) else None
