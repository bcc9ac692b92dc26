"""Matrix Synapse, moderated through its admin API: reports of messages and of accounts as cases, decisions as what a
server admin can do.

Seen on Synapse 1.163. The server lists one row a report, never merged, with no state, no assignee and no history; a
report is dealt with by deleting it. So cases are made here, and what was decided is kept by the desk.
"""
