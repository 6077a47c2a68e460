"""What every level of an office file shares."""

from typing import Any

from marshmallow import RAISE, Schema, fields, pre_load


class Part(Schema):
    """A level of the file: an unknown key is named, an empty one counts as left out."""

    error_messages = {"unknown": "kunci ini tidak dikenal", "type": "harus susunan kunci dan isi"}  # noqa: RUF012 - marshmallow reads it

    class Meta:
        """An unknown key is most likely a slip: it is named, never ignored."""

        unknown = RAISE

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        field_obj.error_messages.update(required="wajib diisi", null="wajib diisi")

    @pre_load
    def _leave_out_empty(self, data: Any, **_: Any) -> Any:
        return {key: value for key, value in data.items() if value != ""} if isinstance(data, dict) else data
