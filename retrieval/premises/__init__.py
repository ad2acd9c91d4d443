"""Does a question rest on something that the passages contradict?"""
