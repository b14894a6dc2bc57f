"""For developers: what there is, an example that is true today, and a way to try it without writing a program."""

from __future__ import annotations

import json
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from teachpb.api import answers, openapi
from teachpb.api.documents import vacancy_document
from teachpb.api.views.blueprint import LIMIT, bp
from teachpb.extensions import limiter
from teachpb.vacancies.queries import open_vacancies
from teachpb.web.access import public
from teachpb.web.settings import settings
from teachpb.web.templating import absolute_url

#: As much of an answer as a page shows.
SHOWN = 12_000
TRIED = {"vacancies": "api.list_vacancies", "schools": "api.list_schools"}


@bp.get("/api")
@public
@limiter.limit(LIMIT)
def show_guide() -> ResponseReturnValue:
    contract = openapi.document(settings().base_url.rstrip("/"))
    examples = [vacancy_document(vacancy) for vacancy in open_vacancies(1)]
    return render_template(
        "api/guide.html",
        contract=contract,
        example_text=_text(examples[0]) if examples else "",
        tried=_try(),
    )


def _try() -> dict[str, Any]:
    """The request somebody has put together with the form, and its answer; nothing while nobody has."""
    what = request.args.get("try", "")
    given = [(name, value) for name, value in request.args.items(multi=True) if name != "try" and value.strip()]
    arguments: MultiDict[str, str] = MultiDict(given)
    if what not in TRIED:
        return {"what": "vacancies", "arguments": arguments, "url": ""}
    try:
        found = (
            answers.list_vacancies(arguments)
            if what == "vacancies"
            else answers.list_schools(arguments, settings().local_authority_code)
        )
        status, text = "200 OK", _text(found.document)
    except BadRequest as error:
        status, text = "400 Bad Request", _text({"title": "Bad Request", "status": 400, "detail": error.description})
    return {
        "what": what,
        "arguments": arguments,
        "url": absolute_url(TRIED[what], **arguments.to_dict(flat=False)),
        "status": status,
        "text": text[:SHOWN],
        "is_cut": len(text) > SHOWN,
    }


def _text(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False)
