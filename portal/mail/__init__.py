"""Letters: what they hold, and how they leave.

Here: messages, SMTP and the local outbox folder. Not here: which letters are owed to
whom (jobs, actions), their words and looks (templates), or anything of Flask and the database.
"""
