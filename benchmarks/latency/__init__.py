"""How long a person waits: from key press to the last byte of the frame, beside SLATE."""
