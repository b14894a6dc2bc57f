"""Everything that changes schools, their profiles and their people."""

from teachpb.schools.operations.bodies import Bodies, free_slug
from teachpb.schools.operations.importing import BATCH, Tally, import_rows
from teachpb.schools.operations.register_plan import ImportPlan, check_closures, find_scope, plan_import
from teachpb.schools.operations.succession import Succession, carry_over, store_links, succeed

__all__ = [
    "BATCH",
    "Bodies",
    "ImportPlan",
    "Succession",
    "Tally",
    "carry_over",
    "check_closures",
    "find_scope",
    "free_slug",
    "import_rows",
    "plan_import",
    "store_links",
    "succeed",
]
