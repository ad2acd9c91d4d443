"""A reader for each kind of file; each returns headline and paragraphs."""
