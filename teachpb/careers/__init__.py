"""Careers: the routes through a life in schools, step by step, with the jobs and courses that lead on.

Reads vacancies and courses; holds no data but its own words.
"""
