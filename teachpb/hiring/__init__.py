"""Hiring: how a school decides fairly and lawfully between the people who applied: criteria and scores, interviews,
offers, the checks before somebody starts, and what the school keeps of it.
"""
