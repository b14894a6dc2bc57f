"""The one blueprint of the accounts room; its pages stand in the modules beside this one."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("accounts", __name__)
