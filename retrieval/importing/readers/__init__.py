"""One kind of file each -> headline and paragraphs."""
