"""Floor 3: dataset formats, in and out."""
