"""Writes, as verbs. Each takes the session and the actor, asks `portal.access.doing`, and never
commits: the request or the job does."""
