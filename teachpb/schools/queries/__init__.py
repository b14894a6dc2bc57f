"""What can be asked about schools, trusts and the people who belong to them."""

from teachpb.schools.queries.finding import (
    get_organisation,
    get_school,
    get_trust,
    local_authority,
    open_schools,
    school_by_urn,
)
from teachpb.schools.queries.reach import (
    choices_for_posting,
    organisation_ids_for,
    organisations_for,
    schools_for,
    schools_of_trust,
)

__all__ = [
    "choices_for_posting",
    "get_organisation",
    "get_school",
    "get_trust",
    "local_authority",
    "open_schools",
    "organisation_ids_for",
    "organisations_for",
    "school_by_urn",
    "schools_for",
    "schools_of_trust",
]
