"""The one blueprint of the schools room; its pages stand in the modules beside this one."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("schools", __name__)
