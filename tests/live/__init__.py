"""Tests against real servers that nobody here wrote."""
