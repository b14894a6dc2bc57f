"""Marks, what they come to, certificates, and what people thought."""

from teachpb.attendance.models.certificate import Certificate
from teachpb.attendance.models.evaluation import Evaluation, EvaluationForm, FollowUp
from teachpb.attendance.models.register import AttendanceMark, AttendanceRecord, Mark

__all__ = ["AttendanceMark", "AttendanceRecord", "Certificate", "Evaluation", "EvaluationForm", "FollowUp", "Mark"]
