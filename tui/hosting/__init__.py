"""Floor 5: what a session asks of the world: sources opened, edits committed, reports written."""
