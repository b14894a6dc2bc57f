"""The front door: the home page, the pages about the site itself, and what search engines ask for.

Reads every room below; no room may need it.
"""
