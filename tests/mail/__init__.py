"""Letters out of the portal."""
