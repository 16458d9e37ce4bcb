"""Floor 3: everything that can be opened, made into an article."""
