"""TeachPeterborough."""
