"""What was said, by whom, and where else: `index.QuotationIndex` is what other wings ask."""
