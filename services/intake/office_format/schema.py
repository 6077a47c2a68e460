"""The keys of an office file, level by level."""

from typing import Any

from marshmallow import ValidationError, fields, post_load, pre_load, validates_schema

from services.intake.domain.final_date import LATEST
from services.intake.office_format.details import DetailsSchema
from services.intake.office_format.fields import (
    Address,
    Code,
    Day,
    DayOfYear,
    Hours,
    Name,
    Roles,
    Text,
    YesNo,
    Zone,
)
from services.intake.office_format.letters import ArchiveSchema, LettersSchema
from services.intake.office_format.part import Part
from services.intake.office_format.values import DayEntry, HoursEntry, PersonEntry, PostEntry, UnitEntry
from services.intake.passwords import password_problem

_ALWAYS = "2000-01-01"


class UnitSchema(Part):
    """A unit; its name alone may stand for it."""

    name = Name(required=True)

    @pre_load
    def _name_alone(self, data: Any, **_: Any) -> Any:
        return {"name": data} if isinstance(data, str) else data

    @post_load
    def _value(self, data: dict[str, Any], **_: Any) -> UnitEntry:
        return UnitEntry(**data)


class PostSchema(Part):
    """A post and its holder, by name."""

    jabatan = Name(required=True)
    roles = Roles(load_default=())
    unit = Name(load_default=None)
    holder = Name(load_default=None)
    since = Day(load_default=lambda: Day().deserialize(_ALWAYS))

    @post_load
    def _value(self, data: dict[str, Any], **_: Any) -> PostEntry:
        return PostEntry(**data)


class PersonSchema(Part):
    """A person with an account."""

    name = Name(required=True)
    email = Address(required=True)
    nip = Name(load_default=None)
    phone = Name(load_default=None)
    password = Name(load_default=None)
    admin = YesNo(load_default=False)
    pangkat = Name(load_default=None)

    @validates_schema
    def _password_is_good(self, data: dict[str, Any], **_: Any) -> None:
        problem = password_problem(data["password"], data["name"], data["email"]) if data.get("password") else None
        if problem:
            raise ValidationError({"password": [problem]})

    @post_load
    def _value(self, data: dict[str, Any], **_: Any) -> PersonEntry:
        return PersonEntry(**data)


class DaySchema(Part):
    """A day of the office's own calendar."""

    day = Day(required=True)
    working = YesNo(load_default=False)
    name = Name(required=True)

    @post_load
    def _value(self, data: dict[str, Any], **_: Any) -> DayEntry:
        return DayEntry(**data)


class HoursSchema(Part):
    """Hours that hold for a range of dates."""

    name = Name(required=True)
    first = Day(load_default=None)
    last = Day(load_default=None)
    hours = Hours(required=True)

    @validates_schema
    def _ends_after_it_begins(self, data: dict[str, Any], **_: Any) -> None:
        if data.get("first") and data.get("last") and data["last"] < data["first"]:
            raise ValidationError({"last": ["hari terakhir tidak boleh sebelum hari pertama"]})

    @post_load
    def _value(self, data: dict[str, Any], **_: Any) -> HoursEntry:
        return HoursEntry(**data)


class IndicatorSchema(DetailsSchema):
    """A row of indicators; `unit` may be left out inside a unit's own list, `code` and `row` are then counted."""

    unit = Name(required=True)
    code = Name(load_default=None)
    sasaran = Text(required=True)
    indikator = Text(required=True)
    satuan = Name(load_default="")
    arah = Name(load_default="naik")
    target = Name(load_default="")
    last_value = Name(load_default="")
    source = Text(load_default="")
    realisasi = Name(load_default="")
    definition = Text(load_default="")
    formula = Text(load_default="")
    numerator = Text(load_default="")
    denominator = Text(load_default="")
    data_source = Text(load_default="")


class OfficeSchema(Part):
    """The whole file; `indicators` are rows or the name of a file of rows."""

    code = Code(required=True)
    name = Name(required=True)
    pemerintah = Name(required=True)
    alamat = Text(load_default="")
    zone = Zone(load_default="Asia/Jakarta")
    demo = YesNo(load_default=False)
    sop = Name(required=True)
    units = fields.List(fields.Nested(UnitSchema), load_default=list)
    posts = fields.List(fields.Nested(PostSchema), required=True)
    people = fields.List(fields.Nested(PersonSchema), required=True)
    days = fields.List(fields.Nested(DaySchema), load_default=list)
    hours = fields.List(fields.Nested(HoursSchema), load_default=list)
    indicators = fields.Raw(load_default=list)
    place = Name(load_default=None)
    contact = Text(load_default=None)
    dispatch_name = Name(load_default=None)
    dispatch_email = Address(load_default=None)
    opens_on = DayOfYear(load_default=None)
    due_on = DayOfYear(load_default=None, latest=LATEST)
    letters = fields.Nested(LettersSchema, load_default=None)
    archive = fields.Nested(ArchiveSchema, load_default=None)
