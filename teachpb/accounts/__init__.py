"""People: who they are, how they sign in and out, and how they get back in. Knows nothing of organisations or roles."""
