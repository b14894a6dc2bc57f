"""What can be asked about schools, trusts and the people who belong to them."""

from teachpb.schools.queries.directory import (
    Directory,
    DirectorySearch,
    Point,
    find_points,
    find_schools,
    nearest_schools,
    open_count,
    trusts_in,
)
from teachpb.schools.queries.finding import (
    get_organisation,
    get_school,
    get_shown_school,
    get_trust,
    local_authority,
    locate_school,
    open_schools,
    school_by_urn,
)
from teachpb.schools.queries.heirs import heir_of, predecessors_of
from teachpb.schools.queries.reach import (
    choices_for_posting,
    organisation_ids_for,
    organisations_for,
    schools_for,
    schools_of_trust,
)

__all__ = [
    "Directory",
    "DirectorySearch",
    "Point",
    "choices_for_posting",
    "find_points",
    "find_schools",
    "get_organisation",
    "get_school",
    "get_shown_school",
    "get_trust",
    "heir_of",
    "local_authority",
    "locate_school",
    "nearest_schools",
    "open_count",
    "open_schools",
    "organisation_ids_for",
    "organisations_for",
    "predecessors_of",
    "school_by_urn",
    "schools_for",
    "schools_of_trust",
    "trusts_in",
]
