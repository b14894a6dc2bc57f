"""Alerts: a search on the jobs page, kept, and told by mail when something new matches it.

Anybody can have one, without an account. It runs only after the address has been confirmed, asks the same engine as the
page, never sends the same advert twice, catches up on what it missed, and stops with one click.
"""
