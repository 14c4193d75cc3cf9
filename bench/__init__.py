"""Measurements; see docs/development.md."""
