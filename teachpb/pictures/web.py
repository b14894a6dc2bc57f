"""Sending a picture, and saying in a page where it is."""

from __future__ import annotations

from typing import Any

from flask import Response

from teachpb.pictures.cache import key_of, picture
from teachpb.pictures.layout import Card
from teachpb.web.templating import absolute_url


def picture_response(card: Card) -> Response:
    """The PNG, to be kept for a day and asked for again by its ETag."""
    response = Response(picture(card), mimetype="image/png")
    response.set_etag(key_of(card))
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


def picture_url(endpoint: str, card: Card, **url_args: Any) -> str:
    """The absolute address of a picture. It changes with the words, because those who show pictures keep them by
    address."""
    return absolute_url(endpoint, **url_args, v=key_of(card)[:10])
