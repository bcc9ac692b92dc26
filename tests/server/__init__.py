"""Tests of the reference platform: a real process, spoken to over loopback."""
