"""A desktop desk for community moderators: the report queue, the case beside its history, and the decision."""

__version__ = "0.1.0"
