"""Candidates: the profile a person keeps once and applies with many times, whom it may be shown to, and how schools
find and invite people.

A school a candidate has hidden from never learns that they are here.
"""
