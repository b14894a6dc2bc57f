"""What an advert really is, whatever its words and boxes say. Judgements are made on this and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

#: Jobs, finer than the form knows them.
TEACHER, LEAD_PRACTITIONER, SECOND, TRAINEE, INSTRUMENTS = (
    "teacher",
    "lead practitioner",
    "second in department",
    "trainee teacher",
    "instrument teacher",
)
HEAD_OF_DEPARTMENT, HEAD_OF_YEAR, HEAD_OF_SIXTH_FORM = "head of department", "head of year", "head of sixth form"
HEADTEACHER, EXECUTIVE_HEAD, HEAD_OF_SCHOOL = "headteacher", "executive headteacher", "head of school"
DEPUTY, ASSISTANT_HEAD, SENDCO = "deputy headteacher", "assistant headteacher", "sendco"
TA, HLTA, NURSERY_NURSE = "teaching assistant", "higher level teaching assistant", "nursery nurse"

CLASSROOM = frozenset({TEACHER, LEAD_PRACTITIONER, SECOND})
HEADS = frozenset({HEADTEACHER, EXECUTIVE_HEAD, HEAD_OF_SCHOOL})

MAINSTREAM, SPECIAL, PRU = "mainstream", "special", "pupil referral unit"
CATHOLIC, CHURCH_OF_ENGLAND = "catholic", "church of england"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """One advert. ``job`` is one of the names above, or the plain name of a support job ("receptionist").

    ``subjects`` are what is taught or led; ``side_subjects`` what comes with a class or a technician's bench.
    ``years`` are the year groups of one class ("reception", "1" … "6"); ``topics`` anything else it is about.
    """

    job: str
    phases: frozenset[str]
    stages: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    side_subjects: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    full_time: bool = True
    part_time: bool = False
    job_share: bool = False
    maternity: bool = False
    early_career: bool = False
    visa: bool = False
    faith: str = ""
    school_kind: str = MAINSTREAM
    locality: str = ""
    town: str = ""

    def is_in(self, place: str) -> bool:
        return place in (self.locality, self.town)

    def teaches(self, *subjects: str) -> bool:
        """Whether any of the subjects is what this job is for."""
        return bool(self.subjects & set(subjects))
