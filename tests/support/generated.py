"""Requests that nobody thought of, made by schemathesis from an OpenAPI document and sent to the application itself.

Bounded and the same every time: so many for each operation, from a fixed seed. ``TEACHPB_GENERATED_EXAMPLES`` asks for
more, for a long run by hand.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from typing import Any

import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from teachpb.db import db

#: No schema can say which places exist, or which day is past: such a request is refused, as the document says.
LEFT_OUT = [positive_data_acceptance]
EXAMPLES = int(os.environ.get("TEACHPB_GENERATED_EXAMPLES", "0"))


def ask_all(
    app: Flask,
    document: Mapping[str, Any],
    *,
    examples: int,
    headers: Mapping[str, str] | None = None,
    ignores_parameters: bool = False,
) -> dict[str, Counter[int]]:
    """Ask every operation with requests that keep to the document and with some that do not; whatever is answered has
    to be as the document says. Returns how often each operation answered with each status.

    The key is sent with every request. ``ignores_parameters``: what stands in a query and is not known is no error.
    """
    schema = schemathesis.openapi.from_dict({name: part for name, part in document.items() if name != "security"})
    schema.app = app
    answered: dict[str, Counter[int]] = {}
    for result in schema.get_all_operations():
        operation = result.ok()
        counted = answered.setdefault(operation.label, Counter())
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            if mode is GenerationMode.NEGATIVE and ignores_parameters and not operation.body:
                continue
            _ask(operation, mode, EXAMPLES or examples, headers or {}, counted)
    return answered


def walk(
    app: Flask, document: Mapping[str, Any], *, walks: int, steps: int, headers: Mapping[str, str] | None = None
) -> Counter[str]:
    """Go from answer to answer along the links of the document (create, read, change, take away, read again), so many
    times and so far, inside the test's transaction. Every answer has to be as the document says, and what was taken
    away has to be gone. Returns how often each operation answered with each status, as “GET /path 200”."""
    schema = schemathesis.openapi.from_dict({name: part for name, part in document.items() if name != "security"})
    schema.app = app
    met: Counter[str] = Counter()

    class Walk(schema.as_state_machine()):  # type: ignore[misc]
        def setup(self) -> None:
            """Each walk begins with what the test has made, and leaves nothing behind."""
            db.session.commit()
            db.session.remove()
            self.before = db.engine.begin_nested()

        def teardown(self) -> None:
            db.session.remove()
            self.before.rollback()

        def get_call_kwargs(self, case: Any) -> dict[str, Any]:
            return {"headers": {"Accept-Encoding": "identity", **(headers or {})}}

        def validate_response(self, response: Any, case: Any, additional_checks: Any = (), **kwargs: Any) -> None:
            met[f"{case.operation.label} {response.status_code}"] += 1
            case.validate_response(response, excluded_checks=LEFT_OUT, headers=dict(headers or {}))

    Walk.run(
        settings=settings(
            max_examples=EXAMPLES or walks,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            database=None,
            phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
        )
    )
    return met


def _ask(
    operation: Any,
    mode: Any,
    examples: int,
    headers: Mapping[str, str],
    counted: Counter[int],
) -> None:
    if mode is GenerationMode.NEGATIVE and not (operation.query or operation.body or operation.path_parameters):
        return

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def send(case: Any) -> None:
        response = case.call(headers={"Accept-Encoding": "identity", **headers})
        counted[response.status_code] += 1
        case.validate_response(response, excluded_checks=LEFT_OUT, headers=dict(headers))

    send()
