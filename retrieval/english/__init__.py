"""English: terms, sentences, spelling, names, words of saying, kinds of answer. `data/` holds its word lists."""
