"""Every address of the site: marked, typed, in kebab case, listed, and in a policy table."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from flask import Flask

from teachpb.web.access import access_of

HERE = Path(__file__).parent
URL_LIST = HERE / "url-list.json"
PUBLIC_LIST = HERE / "public-endpoints.json"
ARGUMENT = re.compile(r"<(?:(?P<kind>[^:<>]+(?:\([^)]*\))?):)?(?P<name>[^<>]+)>")


def rules(app: Flask) -> list[tuple[str, str, list[str]]]:
    """(endpoint, path, methods) of everything that can be asked for."""
    return sorted(
        (rule.endpoint, rule.rule, sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        for rule in app.url_map.iter_rules()
    )


def compare_with_list(path: Path, found: list[str]) -> None:
    """Hold ``found`` against a committed list; TEACHPB_UPDATE_LISTS=1 writes the list instead."""
    if os.environ.get("TEACHPB_UPDATE_LISTS"):
        path.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    listed = json.loads(path.read_text(encoding="utf-8"))
    gone, new = sorted(set(listed) - set(found)), sorted(set(found) - set(listed))
    assert not gone, f"gone from {path.name}: {gone}. An address people may have kept needs a redirect first."
    assert not new, f"not in {path.name}: {new}. Look at each, then run the test with TEACHPB_UPDATE_LISTS=1."


def test_every_endpoint_says_who_may_call_it(app: Flask) -> None:
    unmarked = [endpoint for endpoint, _, _ in rules(app) if access_of(app, endpoint) is None]
    assert unmarked == []


def test_the_public_endpoints_are_those_we_meant(app: Flask) -> None:
    found = sorted(
        {endpoint for endpoint, _, _ in rules(app) if (access := access_of(app, endpoint)) and access.kind == "public"}
    )
    compare_with_list(PUBLIC_LIST, found)


def test_no_address_disappears_silently(app: Flask) -> None:
    compare_with_list(URL_LIST, sorted({f"{'|'.join(methods)} {path}" for _, path, methods in rules(app)}))


def test_paths_are_kebab_case_and_their_arguments_typed(app: Flask) -> None:
    for endpoint, path, _ in rules(app):
        for argument in ARGUMENT.finditer(path):
            assert argument["kind"], f"{endpoint}: the argument “{argument['name']}” of {path} has no type"
        bare = ARGUMENT.sub("", path)
        assert re.fullmatch(r"[a-z0-9/.-]*", bare), f"{endpoint}: {path} is not kebab case"


def test_endpoints_are_named_domain_dot_verb_noun(app: Flask) -> None:
    odd = [
        e for e, _, _ in rules(app) if e != "static" and not re.fullmatch(r"[a-z_]+\.[a-z][a-z0-9]*(_[a-z0-9]+)*", e)
    ]
    assert odd == []


def test_every_endpoint_is_in_a_policy_table(app: Flask) -> None:
    """A room's ``test_access*.py`` names each endpoint that is not public, with who gets what."""
    tables = "\n".join(path.read_text(encoding="utf-8") for path in HERE.parent.glob("*/test_access*.py"))
    missing = sorted(
        {
            e
            for e, _, _ in rules(app)
            if (access := access_of(app, e)) and access.kind != "public" and f'"{e}"' not in tables
        }
    )
    assert missing == []


@pytest.mark.parametrize("path", ["/no-such-page", "/jobs/no-such-job/apply/no-such-part"])
def test_an_unknown_address_is_not_found(app: Flask, path: str) -> None:
    assert app.test_client().get(path).status_code == 404
