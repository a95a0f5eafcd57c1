"""What happens after the commit: claiming jobs, running them, and the regular sweeps.

Not here: adding a job (`portal.actions.jobs`), which is part of the change that needs it.
"""
