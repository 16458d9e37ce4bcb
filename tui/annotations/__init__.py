"""Floor 1: what people say about a text, and the edits that say it. Pure."""
