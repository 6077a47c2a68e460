"""What tests of delivery begin with."""

from pathlib import Path

import pytest
import redis

from shared.database import Database
from shared.settings import Settings
from tests.service.delivery.test_health import settings_for


@pytest.fixture
def settings(database: Database, redis_url: str, tmp_path: Path) -> Settings:
    """Those of the test's database, with an empty broker."""
    with redis.Redis.from_url(redis_url) as client:
        client.flushall()
    return settings_for(database.engine.url.render_as_string(hide_password=False), redis_url, tmp_path)
