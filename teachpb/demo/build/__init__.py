"""Putting the invented city into an empty database, room by room."""
