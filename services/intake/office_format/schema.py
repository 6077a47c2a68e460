"""The keys of an office file, level by level."""

from typing import Any

from marshmallow import RAISE, Schema, fields, post_load, pre_load

from services.intake.office_format.fields import Address, Code, Day, Hours, Name, Roles, Text, YesNo, Zone
from services.intake.office_format.values import DayEntry, HoursEntry, PersonEntry, PostEntry, UnitEntry

_ALWAYS = "2000-01-01"


class _Part(Schema):
    error_messages = {"unknown": "kunci ini tidak dikenal", "type": "harus susunan kunci dan isi"}  # noqa: RUF012 - marshmallow reads it

    class Meta:
        """An unknown key is most likely a slip: it is named, never ignored."""

        unknown = RAISE

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        field_obj.error_messages.update(required="wajib diisi", null="wajib diisi")

    @pre_load
    def _leave_out_empty(self, data: Any, **_: Any) -> Any:
        return {key: value for key, value in data.items() if value != ""} if isinstance(data, dict) else data


class UnitSchema(_Part):
    """A unit; its name alone may stand for it."""

    name = Name(required=True)

    @pre_load
    def _name_alone(self, data: Any, **_: Any) -> Any:
        return {"name": data} if isinstance(data, str) else data

    @post_load
    def _value(self, data: dict[str, Any], **_: Any) -> UnitEntry:
        return UnitEntry(**data)


class PostSchema(_Part):
    """A post and its holder, by name."""

    jabatan = Name(required=True)
    roles = Roles(load_default=())
    unit = Name(load_default=None)
    holder = Name(load_default=None)
    since = Day(load_default=lambda: Day().deserialize(_ALWAYS))

    @post_load
    def _value(self, data: dict[str, Any], **_: Any) -> PostEntry:
        return PostEntry(**data)


class PersonSchema(_Part):
    """A person with an account."""

    name = Name(required=True)
    email = Address(required=True)
    nip = Name(load_default=None)
    phone = Name(load_default=None)
    password = Name(load_default=None)
    admin = YesNo(load_default=False)

    @post_load
    def _value(self, data: dict[str, Any], **_: Any) -> PersonEntry:
        return PersonEntry(**data)


class DaySchema(_Part):
    """A day of the office's own calendar."""

    day = Day(required=True)
    working = YesNo(load_default=False)
    name = Name(required=True)

    @post_load
    def _value(self, data: dict[str, Any], **_: Any) -> DayEntry:
        return DayEntry(**data)


class HoursSchema(_Part):
    """Hours that hold for a range of dates."""

    name = Name(required=True)
    first = Day(load_default=None)
    last = Day(load_default=None)
    hours = Hours(required=True)

    @post_load
    def _value(self, data: dict[str, Any], **_: Any) -> HoursEntry:
        return HoursEntry(**data)


class IndicatorSchema(_Part):
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


class OfficeSchema(_Part):
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
