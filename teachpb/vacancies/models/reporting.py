"""What readers say is wrong with an advert."""

from __future__ import annotations

from teachpb.db import LabelledEnum


class ReportReason(LabelledEnum):
    closed = "closed", "The job is no longer open"
    wrong = "wrong", "Something in it is wrong or missing"
    unfair = "unfair", "It seems unfair or discriminates"
    not_genuine = "not_genuine", "It does not look like a real job"
    other = "other", "Something else"
