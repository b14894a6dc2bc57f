"""Saved jobs: what somebody wants to come back to, with a note to themselves, and a word before it closes.

It promises that saving twice is saving once, that nobody but the person sees what they saved or wrote, that a reminder
is sent once, never for a job they have applied for, and that one click stops all of them.
"""
