"""Insight: how many people apply for each job, how that changes, and for whom.

Reads across the domains; nothing below knows it. What is counted here outlives what it counts: when an application is
deleted by the rules of retention, the number stays.
"""
