"""The entry that a session becomes, and its answers changed afterwards."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from leadcoach.asking.scripted import Typed
