"""What the operations of the contract are put together from."""

from __future__ import annotations

from typing import Any

from teachpb.api.course_examples import COURSE_EXAMPLES
from teachpb.api.examples import EXAMPLES as VACANCY_EXAMPLES
from teachpb.api.parameters import LONGEST, MOST_VALUES
from teachpb.web.contracts import URL, Schema, header, in_query, reference, repeated

EXAMPLES = {**VACANCY_EXAMPLES, **COURSE_EXAMPLES}
SLUGS = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": LONGEST}
FILTER_WORDS = {
    "role": "Only these roles.",
    "phase": "Only these phases. Jobs at all-through schools are found by primary and by secondary.",
    "key_stage": "Only these key stages.",
    "subject": "Only these subjects.",
    "contract": "Only these kinds of contract.",
    "pattern": "Full time, part time, or jobs that can be shared.",
    "school_type": "Only these kinds of school.",
    "special": "Only special schools.",
    "faith": "Only schools with a religious character.",
    "ect": "Only jobs suitable for early career teachers.",
    "visa": "Only jobs with visa sponsorship.",
    "quick_apply": "Only jobs one applies for on this site.",
    "trust": "Only schools of these trusts, by `slug`.",
    "school": "Only these schools, by `slug`.",
    "type": "Only these kinds of school.",
    "audience": "Only courses for these people.",
    "theme": "Only these themes.",
    "level": "Only these levels.",
    "mode": "Only what is taught in these ways.",
    "provider": "Only what these providers run, by `slug`.",
    "course": "Only dates of these courses, by `slug`.",
}


def facet(name: str, values: Any) -> Schema:
    words = FILTER_WORDS.get(name, f"Only these values of “{name}”.")
    return repeated(name, words, SLUGS if values is None else {"type": "string", "enum": list(values)}, MOST_VALUES)


def after(pattern: str) -> Schema:
    return in_query(
        "after",
        "Where to go on. Take it from `next` of the answer before; do not make it up.",
        {"type": "string", "pattern": pattern},
    )


def get(
    operation: str,
    tag: str,
    summary: str,
    schema: str,
    parameters: list[Schema],
    problems: list[str],
    links: dict[str, Schema] | None = None,
) -> dict[str, Any]:
    content: Schema = {"schema": reference(schema) if schema else {"type": "object"}}
    if schema in EXAMPLES:
        content["example"] = EXAMPLES[schema]
    headers = {name: reference(name, "headers") for name in ("ETag", "Cache-Control", "Access-Control-Allow-Origin")}
    if schema.endswith("Page"):
        headers["Link"] = reference("Link", "headers")
    responses: dict[str, Any] = {
        "200": {"description": "Found", "headers": headers, "content": {"application/json": content}},
        "304": {"description": "Unchanged since the ETag you sent", "headers": {"ETag": reference("ETag", "headers")}},
    }
    if links:
        responses["200"]["links"] = links
    responses |= {code: reference(f"Problem{code}", "responses") for code in problems}
    answer = {"operationId": operation, "tags": [tag], "summary": summary, "responses": responses}
    return {"get": {**answer, "parameters": parameters} if parameters else answer}


def moved(path: dict[str, Any]) -> dict[str, Any]:
    """An advert’s earlier addresses lead to its present one."""
    path["get"]["responses"]["301"] = {
        "description": "It has another address now",
        "headers": {"Location": header("Where it is", {**URL, "format": "uri-reference"})},
    }
    return path
