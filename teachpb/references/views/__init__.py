"""The pages of the references room: the referee's, the school's, the candidate's."""

from teachpb.references.views import disclosures, keeping, own, referee, staff, vacancy  # noqa: F401
from teachpb.references.views.blueprint import bp

__all__ = ["bp"]
