"""How the demo's pictures are drawn: Pillow, arithmetic and a seed; no files, no fonts of ours."""
