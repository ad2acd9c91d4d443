"""Measurements that a person runs and reads; pytest runs none of them, since no test may depend on the time."""
