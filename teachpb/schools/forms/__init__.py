"""The forms of the schools room."""
