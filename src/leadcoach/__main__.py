"""Run leadcoach with `python -m leadcoach`."""

from leadcoach.main import run

run()
