"""Floor 3: where annotations are kept. The only floor that knows TinyDB."""
