"""Proof that each shape meets what it is for, and nothing else: changes to a sound graph, one for each constraint."""
