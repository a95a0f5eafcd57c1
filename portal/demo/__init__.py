"""The demo world: three invented brands, their people, words and drawn pictures.

Pure content. Nothing here knows the database; whoever loads the demo reads `portal.demo.world`
and `portal.demo.pictures`.
"""
