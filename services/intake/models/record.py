"""The base of intake's tables."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, String, Text, Uuid
from sqlalchemy.orm import DeclarativeBase

from shared.database import ExactDecimal, UtcDateTime


class IntakeRecord(DeclarativeBase):
    """What every row shares: how a Python type is stored."""

    type_annotation_map = {  # noqa: RUF012 - read by SQLAlchemy, never changed
        UUID: Uuid,
        str: Text,
        datetime: UtcDateTime,
        Decimal: ExactDecimal,
        dict[str, Any]: JSON,
        list[dict[str, Any]]: JSON,
        list[str]: JSON,
    }


NAME = String(200)
CODE = String(80)
HASH = String(64)
