"""Pages: one blueprint module a noun. Here a request becomes an action and a query, nothing more.

Not here: rules (`portal.access`), writes (`portal.actions`), reads (`portal.queries`).
"""
