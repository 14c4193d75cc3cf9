"""What consent platforms, signals and stores hold of a visitor's choice: one reader for each kind.

Each takes what a page gave, of which nothing is to be trusted, and makes ``Held`` of it.
"""
