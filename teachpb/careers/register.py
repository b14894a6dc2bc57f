"""What this room offers the others: the steps a course can belong to."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask, url_for

from teachpb.careers.routes import ROUTES
from teachpb.cpd.registry import CareerStep, register_career_steps


def register(app: Flask) -> None:
    with app.app_context():
        register_career_steps(steps)


def steps() -> Iterator[CareerStep]:
    for route in ROUTES:
        for step in route.steps:
            yield CareerStep(
                key=route.key_of(step),
                text=f"{route.title}: {step.title}",
                href=url_for("careers.show_route", slug=route.slug, _anchor=step.slug),
            )
