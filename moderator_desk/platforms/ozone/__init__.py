"""Bluesky's Ozone, moderated through the moderator's own PDS: subjects as cases, moderation events as decisions.

Seen on Ozone 0.4.2. A subject (a record or an account) has one status and a line of events; reports, notes, labels and
takedowns are all events. There is no conflict detection, so each deed is looked for first, and is found again by the
decision's id, which every event carries as its batch.
"""
