"""One look at a PDF and out: what was found is written to stdout as JSON.

Run as `python -m services.documents.signing.check_once` by checking.py.
"""

import json
import sys
from base64 import b64decode

from services.documents.signing.child import EXIT_OUT_OF_MEMORY, take_order


def main() -> int:
    """The exit code is 0 or EXIT_OUT_OF_MEMORY; a file that can't be read ends in a traceback and another code."""
    order, pdf = take_order()
    try:
        from services.documents.signing.validation import validated

        found = validated(pdf, b64decode(order["authority"]))
    except MemoryError:
        return EXIT_OUT_OF_MEMORY
    json.dump(found.to_json(), sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
