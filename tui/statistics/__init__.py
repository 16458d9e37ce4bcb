"""What a database holds, counted and drawn. Pure."""
