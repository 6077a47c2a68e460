"""An office in a workbook: its sheets, how they are read, and the empty one that offices fill in."""
