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
