"""The words of pay."""

from __future__ import annotations

from teachpb.db import LabelledEnum


class PayScale(LabelledEnum):
    """Which scale a job is paid on. A post “from M1 to U3” is on the main range and ends on the upper one."""

    main = "main", "Main pay range"
    upper_range = "upper", "Upper pay range"
    leadership = "leadership", "Leadership pay range"
    unqualified = "unqualified", "Unqualified teachers’ pay range"
    support = "support", "Support staff (NJC) scale"
    other = "other", "Another scale, or none"


class PayPeriod(LabelledEnum):
    year = "year", "a year"
    hour = "hour", "an hour"


class Allowance(LabelledEnum):
    """Payments on top: teaching and learning responsibility (TLR), special educational needs, recruitment."""

    tlr1 = "tlr1", "TLR 1"
    tlr2 = "tlr2", "TLR 2"
    tlr3 = "tlr3", "TLR 3"
    sen = "sen", "SEN allowance"
    recruitment = "recruitment", "Recruitment or retention payment"
