"""What one layer of annotations becomes beside another: drafts of an article. Pure."""
