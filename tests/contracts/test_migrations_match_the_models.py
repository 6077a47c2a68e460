"""A database that was migrated has exactly the tables the models describe, on both databases."""

import importlib

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import MetaData

from shared.database import Database, migrate
from shared.delivery.records import DeliveryRecord

BASES = {
    "intake": "IntakeRecord",
    "analysis": "AnalysisRecord",
    "documents": "DocumentsRecord",
    "notify": "NotifyRecord",
}


@pytest.mark.parametrize("service", BASES)
def test_a_migrated_database_matches_the_models(service: str, database_url: str) -> None:
    base = getattr(importlib.import_module(f"services.{service}.models"), BASES[service])
    migrate(service, database_url)
    wanted: list[MetaData] = [base.metadata, DeliveryRecord.metadata]
    database = Database(database_url)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        differences = compare_metadata(context, wanted)  # type: ignore[arg-type] # it takes several, says less
    database.dispose()
    assert differences == []
