"""Parsed texts for `verbatim fit-parser`, written with spaCy."""
