"""Who may call what: every endpoint carries a marker, and one that carries none is refused.

``@public``, ``@signed_in`` and ``@allow(policy, loader=…)`` stand directly under the route decorator. A loader turns
the arguments of the URL into the object the person may *know of* (``None`` means 404); the policy then says whether
they may do what the view does (403). A view therefore receives the object, never its id.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any, cast, overload

from flask import Flask, Response, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

View = Callable[..., ResponseReturnValue]
Policy = Callable[..., bool]
Loader = Callable[..., Any]


@dataclass(frozen=True)
class Access:
    """The marker itself: ``kind`` is ``public``, ``signed_in``, ``allow`` or ``api_key``."""

    kind: str
    policy: Policy | None = None
    loader: Loader | None = None


def signed_in_user() -> Any:
    """The signed-in person, as a real model instance and not a proxy; None when nobody is signed in."""
    user = current_user._get_current_object()
    return user if user is not None and user.is_authenticated else None


@overload
def public(view: View) -> View: ...


@overload
def public(view: None = None, *, loader: Loader | None = None) -> Callable[[View], View]: ...


def public(view: View | None = None, *, loader: Loader | None = None) -> Any:
    """Anyone may call this endpoint."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(**url_args: Any) -> ResponseReturnValue:
            if loader is None:
                return view(**url_args)
            return view(_load(loader, signed_in_user(), url_args), **url_args)

        return _mark(guarded, Access("public", loader=loader))

    return decorate(view) if view is not None else decorate


@overload
def signed_in(view: View) -> View: ...


@overload
def signed_in(view: None = None, *, loader: Loader | None = None) -> Callable[[View], View]: ...


def signed_in(view: View | None = None, *, loader: Loader | None = None) -> Any:
    """Anyone who has signed in may call this endpoint; a loader narrows it to what is theirs."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(**url_args: Any) -> ResponseReturnValue:
            user = signed_in_user()
            if user is None:
                return ask_to_sign_in()
            if loader is None:
                return view(**url_args)
            return view(_load(loader, user, url_args), **url_args)

        return _mark(guarded, Access("signed_in", loader=loader))

    return decorate(view) if view is not None else decorate


def allow(policy: Policy, *, loader: Loader | None = None) -> Callable[[View], View]:
    """Only those for whom ``policy(user, subject)`` (or ``policy(user)`` without a loader) holds.

    Without a loader a refusal is a 404: the page itself is not for them. With one, not knowing is 404 and not being
    allowed
    is 403.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(**url_args: Any) -> ResponseReturnValue:
            user = signed_in_user()
            if user is None:
                return ask_to_sign_in()
            if loader is None:
                return view(**url_args) if policy(user) else abort(404)
            subject = _load(loader, user, url_args)
            if not policy(user, subject):
                abort(403)
            return view(subject, **url_args)

        return _mark(guarded, Access("allow", policy, loader))

    return decorate


def ask_to_sign_in() -> ResponseReturnValue:
    """Send a visitor to the sign-in page, and back here afterwards when it was only a look."""
    here = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("accounts.sign_in", next=here))


def is_safe_target(target: str | None) -> bool:
    """Is ``target`` a path on this site, fit to be redirected to? (``//host`` and ``/\\host`` are not.)"""
    if not target or not target.startswith("/") or len(target) > 2000:
        return False
    return not target.startswith(("//", "/\\")) and "\\" not in target and all(ord(char) >= 32 for char in target)


def access_of(app: Flask, endpoint: str) -> Access | None:
    return getattr(app.view_functions.get(endpoint), "access", None)


def register_access(app: Flask) -> None:
    """Refuse every endpoint that carries no marker."""

    @app.before_request
    def refuse_unmarked() -> None:
        if request.endpoint is not None and access_of(current_app, request.endpoint) is None:
            abort(403)

    @app.after_request
    def keep_out_of_indexes(response: Response) -> Response:
        """What is not for everybody is nothing for search engines, and neither is the way in."""
        access = access_of(app, request.endpoint or "")
        if (access is not None and access.kind != "public") or request.path.startswith("/account"):
            response.headers.setdefault("X-Robots-Tag", "noindex")
        return response


def mark_public(app: Flask, endpoint: str) -> None:
    """Mark an endpoint of a library as public."""
    view = cast(View, app.view_functions[endpoint])
    app.view_functions[endpoint] = _mark(view, Access("public"))


def guarded_by_key(view: View) -> View:
    """Mark an endpoint that machines call with a key, which its own guard has checked."""
    return _mark(view, Access("api_key"))


def _mark(view: View, access: Access) -> View:
    try:
        view.access = access  # type: ignore[attr-defined]
    except AttributeError:  # a bound method, as Flask's own static view is

        @wraps(view)
        def wrapped(**url_args: Any) -> ResponseReturnValue:
            return view(**url_args)

        wrapped.access = access  # type: ignore[attr-defined]
        return wrapped
    return view


def _load(loader: Loader, user: Any, url_args: dict[str, Any]) -> Any:
    """Call the loader with the URL arguments it names, taking them out of ``url_args``; 404 when it finds nothing."""
    subject = loader(user, **{name: url_args.pop(name) for name in _named_by(loader) if name in url_args})
    if subject is None:
        abort(404)
    return subject


@cache
def _named_by(loader: Loader) -> tuple[str, ...]:
    return tuple(inspect.signature(loader).parameters)[1:]
