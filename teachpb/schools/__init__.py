"""Organisations: schools, trusts, providers and the council; who belongs to them; what schools say of themselves.

The register of schools (GIAS) is imported here; a school's own words are never overwritten by it.
"""
