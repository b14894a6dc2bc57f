"""Audit: who did what to what, and when. Entries are only ever added; none holds secrets or special categories."""
