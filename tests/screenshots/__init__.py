"""Pictures of every page and state, for people to look at: `make screenshots`.

`places` finds what the demo world holds, `shots` lists what is to be seen by whom, `camera` takes
it on a phone and at a desk, light and dark. Nothing here is a test.
"""
