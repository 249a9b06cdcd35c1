"""leadcoach: questions about how you lead, and your own words back."""

__version__ = "1.0.0"
