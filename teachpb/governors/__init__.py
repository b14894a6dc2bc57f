"""Governors: posts on the boards of schools and trusts, and the people who offer to fill them.

A board advertises a role; a volunteer expresses interest without an account; the board's clerk or chair takes it from
there, and the volunteer is told of every step that concerns them.
"""
