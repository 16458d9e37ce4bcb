"""Floor 0: the text itself. Pure: no terminal, no files, no clock. Offsets are code points."""
