"""Everything that can be done to a vacancy. All of it inside ``transaction()``, all of it written into the trail."""

from teachpb.vacancies.operations.asking import answer_by_link, ask_again, ask_outcomes, stop_asking
from teachpb.vacancies.operations.contact import carry_contact, invitation_role, invite_contact
from teachpb.vacancies.operations.documents import (
    add_documents,
    copy_files,
    file_problem,
    follow_scan,
    forget_files,
    move_document_up,
    remove_document,
    require_clean_files,
    set_application_form,
)
from teachpb.vacancies.operations.ending import end_early, extend, remove
from teachpb.vacancies.operations.importing import import_advert, remove_imported, replace_imported
from teachpb.vacancies.operations.outcomes import record_outcome
from teachpb.vacancies.operations.publishing import (
    apply_clock,
    change_slug,
    publish,
    record_first_application,
    unschedule,
)
from teachpb.vacancies.operations.relisting import relist
from teachpb.vacancies.operations.reporting import report_vacancy
from teachpb.vacancies.operations.templates import (
    create_template,
    delete_template,
    edit_template,
    rename_template,
    use_template,
)
from teachpb.vacancies.operations.writing import create_draft, edit

__all__ = [
    "add_documents",
    "answer_by_link",
    "apply_clock",
    "ask_again",
    "ask_outcomes",
    "carry_contact",
    "change_slug",
    "copy_files",
    "create_draft",
    "create_template",
    "delete_template",
    "edit",
    "edit_template",
    "end_early",
    "extend",
    "file_problem",
    "follow_scan",
    "forget_files",
    "import_advert",
    "invitation_role",
    "invite_contact",
    "move_document_up",
    "publish",
    "record_first_application",
    "record_outcome",
    "relist",
    "remove",
    "remove_document",
    "remove_imported",
    "rename_template",
    "replace_imported",
    "report_vacancy",
    "require_clean_files",
    "set_application_form",
    "stop_asking",
    "unschedule",
    "use_template",
]
