"""Files: what people upload is checked before anybody else gets it, and served harmlessly."""
