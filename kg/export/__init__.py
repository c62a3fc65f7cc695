"""A graph, or a part of it, in the formats that other tools read: one file for each family of formats."""
