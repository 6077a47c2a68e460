"""What the four services share."""

import sys

# Where a tool of developers has installed rich, structlog loads it for a console that nothing here has: 5 MB in each of
# eleven processes. None is Python's own word for a module that is not to be found.
sys.modules.setdefault("rich", None)  # type: ignore[arg-type] # typeshed leaves out None
