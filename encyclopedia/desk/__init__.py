"""Evidence as editors work with it: what the checks say, what a sentence rests on, what may."""
