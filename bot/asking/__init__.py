"""One question, from any surface: who may ask, what was asked before, and what is answered."""
