"""What whoever runs the site sees and relies on: lines of the log, counts, a cache, what failed."""
