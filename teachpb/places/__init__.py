"""Places: from what people type — a postcode, a town, a village, a school — to a position, without asking anybody."""
