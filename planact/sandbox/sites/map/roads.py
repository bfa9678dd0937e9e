"""Kinds of roads: who may use them, and how fast."""

from __future__ import annotations

PROFILES = {"car": "Car", "bicycle": "Bicycle", "foot": "Foot"}
"""Ways to travel, as addresses and as pages name them."""

SPEEDS = {
    "expressway": {"car": 90},
    "country road": {"car": 60, "bicycle": 17, "foot": 5},
    "main street": {"car": 32, "bicycle": 16, "foot": 5},
    "street": {"car": 20, "bicycle": 14, "foot": 5},
    "path": {"bicycle": 16, "foot": 5},
    "pedestrian street": {"foot": 5},
}
"""Kilometers an hour by kind of road and by way to travel; nobody else may use the road."""

WITH_HOUSES = ("main street", "street")
"""The kinds of roads that places have their address on: everybody gets there."""
