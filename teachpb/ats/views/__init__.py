"""The addresses that recruitment systems call, the page that explains them, and the desks where they are let in."""

from teachpb.ats.views import adverts, guide, hiring, office
from teachpb.ats.views.blueprint import bp, desks

blueprints = [bp, desks]

__all__ = ["adverts", "blueprints", "bp", "desks", "guide", "hiring", "office"]
