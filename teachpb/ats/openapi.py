"""The contract with recruitment systems as an OpenAPI 3.1 document. Its schemas are the ones that requests are held
against."""

from __future__ import annotations

from typing import Any

from teachpb.ats.contract import SCHEMAS
from teachpb.ats.errors import INVALID_KEY, NOT_YOURS
from teachpb.ats.examples import CHANGE, CREATED, REQUEST, RESPONSE
from teachpb.ats.queries import PER_PAGE
from teachpb.web.contracts import TEXT, URL, Schema, header, in_path, in_query, link, reference

JSON = "application/json"
ADVERT = "/ats-api/v1/vacancies/{id}"


def document(base_url: str) -> dict[str, Any]:
    """The whole contract, for a site at ``base_url``."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "TeachPeterborough for recruitment systems",
            "version": "1.0.0",
            "summary": "Send, change and take back vacancies of the schools and trusts that have allowed it.",
            "description": "The same contract as the national service’s: a system that speaks that one works here "
            "unchanged. Send your key in `X-Api-Key`. Times without a zone are London’s. Beyond the contract there are "
            "`Idempotency-Key`, PATCH, a filter by `external_reference`, pay in figures (`salary_range`) and "
            "`warnings`. 600 requests a minute for each key.",
        },
        "servers": [{"url": base_url}],
        "security": [{"api_key": []}],
        "tags": [{"name": "Vacancies", "description": "What your system keeps here."}],
        "paths": _paths(),
        "components": {
            "schemas": SCHEMAS,
            "responses": _responses(),
            "securitySchemes": {"api_key": {"type": "apiKey", "name": "X-Api-Key", "in": "header"}},
            "headers": {"Retry-After": header("Seconds to wait.", {"type": "integer", "minimum": 0})},
        },
    }


def _paths() -> dict[str, Any]:
    ident = {**in_path("id", "What POST answered.", {**TEXT, "format": "uuid"}), "example": RESPONSE["id"]}
    return {
        "/ats-api/v1/vacancies": {"get": _list(), "post": _create()},
        ADVERT: {"parameters": [ident], "get": _show(), "put": _replace(), "patch": _change(), "delete": _delete()},
    }


WRITING = ["400", "401", "404", "409", "413", "422", "429", "500"]
REPLAYED = {"Idempotency-Replayed": header("`true` when it was given before.", TEXT)}
ONCE: Schema = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "A value of your choice, new for each request. Sent again within a day, the same answer is given "
    "and nothing is done twice.",
    "schema": {**TEXT, "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
}


def _list() -> Schema:
    return _operation(
        "listVacancies",
        "The vacancies you keep here, those that wait and those that have closed included.",
        {"200": _found("VacancyList", {"vacancies": [RESPONSE], "meta": {"totalPages": 1, "count": 1}})},
        ["400", "401", "429", "500"],
        parameters=[
            in_query("page", f"{PER_PAGE} a page.", {"type": "integer", "minimum": 1, "maximum": 9_999_999}),
            in_query("external_reference", "Only the vacancy with this reference.", {**TEXT, "maxLength": 255}),
        ],
    )


def _create() -> Schema:
    headers = {"Location": header("The vacancy here.", URL), **REPLAYED}
    return _operation(
        "createVacancy",
        "Send a vacancy. It appears at once, or on `publish_on`.",
        {"201": {**_found("CreatedVacancy", CREATED, headers), "links": _onward()}},
        [code for code in WRITING if code != "404"],
        parameters=[ONCE],
        body=_body("VacancyRequest", REQUEST),
    )


def _onward() -> dict[str, Schema]:
    """What can be done with the vacancy that was just sent."""
    operations = {
        "show": "showVacancy",
        "replace": "replaceVacancy",
        "change": "changeVacancy",
        "delete": "deleteVacancy",
    }
    return {name: link(operation, id="$response.body#/id") for name, operation in operations.items()}


def _show() -> Schema:
    found = {"200": _found("Vacancy", RESPONSE)}
    return _operation("showVacancy", "One vacancy.", found, ["401", "404", "429", "500"])


def _replace() -> Schema:
    return _operation(
        "replaceVacancy",
        "The whole vacancy anew. One that has closed opens again with a new `expires_at`.",
        {"200": _found("ChangedVacancy", {**RESPONSE, "warnings": []})},
        WRITING,
        body=_body("VacancyRequest", REQUEST),
    )


def _change() -> Schema:
    return _operation(
        "changeVacancy",
        "Only the fields that are to change.",
        {"200": _found("ChangedVacancy", {**RESPONSE, "warnings": []}, REPLAYED)},
        WRITING,
        parameters=[ONCE],
        body=_body("VacancyChange", CHANGE),
    )


def _delete() -> Schema:
    gone = {"204": {"description": "Gone"}}
    words = "Take a vacancy away. Its reference is free again."
    return _operation("deleteVacancy", words, gone, ["401", "404", "429", "500"])


def _operation(
    name: str,
    summary: str,
    found: dict[str, Any],
    errors: list[str],
    parameters: list[Schema] | None = None,
    body: Schema | None = None,
) -> dict[str, Any]:
    operation: dict[str, Any] = {"operationId": name, "tags": ["Vacancies"], "summary": summary}
    if parameters:
        operation["parameters"] = parameters
    if body:
        operation["requestBody"] = body
    refused = {code: reference(f"Error{code}", "responses") for code in errors}
    return {**operation, "responses": {**found, **refused}}


def _found(schema: str, example: Any, headers: dict[str, Any] | None = None) -> dict[str, Any]:
    content = {JSON: {"schema": reference(schema), "example": example}}
    return {"description": "Done", "content": content, **({"headers": headers} if headers else {})}


def _body(schema: str, example: Any) -> Schema:
    return {"required": True, "content": {JSON: {"schema": reference(schema), "example": example}}}


def _responses() -> dict[str, Any]:
    words: dict[str, tuple[str, str]] = {
        "400": ("It does not keep to the schema", "$.vacancy: 'job_title' is a required property"),
        "401": ("No key, or one that opens nothing", INVALID_KEY),
        "404": ("Nothing of yours has this id", NOT_YOURS),
        "409": ("You, or somebody, sent it before", "external_reference: you have sent a vacancy with this reference"),
        "413": ("Larger than 256 kB", "The data value transmitted exceeds the capacity limit."),
        "422": ("It cannot be as it says", "expires_at: must be after today"),
        "429": ("More than 600 requests in a minute", "Too many requests. Wait as long as Retry-After says"),
        "500": ("Our fault", "There was an internal error processing this request"),
    }
    found: dict[str, Any] = {}
    for code, (description, error) in words.items():
        example: dict[str, Any] = {"errors": [error]}
        if code == "409":
            example["meta"] = {"link": f"https://www.example.org/ats-api/v1/vacancies/{RESPONSE['id']}", "attempts": 1}
        schema = reference("Conflict" if code == "409" else "Errors")
        found[f"Error{code}"] = {"description": description, "content": {JSON: {"schema": schema, "example": example}}}
    found["Error429"]["headers"] = {"Retry-After": reference("Retry-After", "headers")}
    return found
