"""Reports for people and search engines: fact sheet, annotated article, ClaimReview."""
