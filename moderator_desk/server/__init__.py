"""The reference platform: the whole of resources/openapi.yaml over its own tables, for demos, tests and implementers.

It imports nothing of the desk, so that the two meet on the wire only.
"""
