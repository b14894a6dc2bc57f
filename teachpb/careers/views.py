"""The routes, and one route with its steps."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from teachpb.careers import queries
from teachpb.careers.routes import ROUTES, route_at
from teachpb.careers.steps import CareerRoute
from teachpb.web.access import public

bp = Blueprint("careers", __name__)


def load_route(user: Any, slug: str) -> CareerRoute | None:
    return route_at(slug)


@bp.get("/careers")
@public
def list_routes() -> ResponseReturnValue:
    return render_template("careers/list_routes.html", routes=ROUTES)


@bp.get("/careers/<slug:slug>")
@public(loader=load_route)
def show_route(route: CareerRoute) -> ResponseReturnValue:
    others = [other for other in ROUTES if other is not route]
    return render_template("careers/show_route.html", route=route, steps=queries.steps_of(route), others=others)
