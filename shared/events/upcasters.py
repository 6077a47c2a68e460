"""How an older version of an event becomes the next one: (wire name, version) → function over its data."""

from collections.abc import Callable, Mapping
from typing import Any, Final

UPCASTERS: Final[Mapping[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]]] = {}
