"""The spans of a passage that may answer, what is observed of each, and the model that chooses one."""
