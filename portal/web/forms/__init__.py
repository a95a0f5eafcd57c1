"""Forms: what a page may send, field by field. Whether it may be done is not asked here."""
