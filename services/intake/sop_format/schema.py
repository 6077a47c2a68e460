"""The keys of an SOP file, level by level (docs/sop-format.md explains them; docs/sop.schema.json says the same)."""

from typing import Any, ClassVar

from marshmallow import EXCLUDE, Schema, ValidationError, fields, post_load, pre_load, validates_schema

from services.intake.domain.sop import Exit, Head, Official, Performer, StepKind
from services.intake.sop_format.fields import Several, Targets, Text, Texts, Time, Whole, Word, YesNo
from services.intake.sop_format.problems import nearest, quoted

ROLE_ID = r"[a-z][a-z0-9_]{0,39}"
ROLE_ID_WORDS = "huruf kecil, angka dan garis bawah, diawali huruf, paling panjang 40 (misalnya kasubbag_umum)"
FORWARD_LABEL = "Lanjutkan"
RETURN_LABEL = "Kembalikan"


class SopPart(Schema):
    """One level of the file: empty keys count as left out, unknown ones are refused with the allowed list."""

    shorthand: ClassVar[str | None] = None

    class Meta:
        """Unknown keys are left to `_refuse_unknown`, whose message helps."""

        unknown = EXCLUDE

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.error_messages = {**self.error_messages, "type": "harus memuat kunci dan isi, bukan teks atau daftar"}

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        missing = f'kunci "{field_name}" wajib diisi'
        field_obj.error_messages.update({"required": missing, "null": missing})

    @pre_load
    def _unfold(self, data: Any, **_: Any) -> Any:
        if isinstance(data, str) and self.shorthand:
            return {self.shorthand: data}
        if isinstance(data, dict):
            return {key: value for key, value in data.items() if value is not None}
        return data

    @validates_schema(pass_original=True, skip_on_field_errors=False)
    def _refuse_unknown(self, _data: Any, original: Any, **_: Any) -> None:
        if not isinstance(original, dict):
            return
        unknown = {
            key: [f"kunci ini tidak dikenal{nearest(key, self.fields)}; yang boleh di sini: {quoted(self.fields)}"]
            for key in original
            if key not in self.fields
        }
        if unknown:
            raise ValidationError(unknown)


class OfficialSchema(SopPart):
    """The signer under head."""

    jabatan = Text(required=True)
    nama = Text(required=True)
    nip = Text(load_default=None)

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> Official:
        return Official(**data)


class HeadSchema(SopPart):
    """The identity block as printed."""

    pemerintah = Text(load_default="")
    instansi = Text(required=True)
    alamat = Text(load_default=None)
    nomor = Text(load_default="")
    tanggal_pembuatan = Text(load_default=None)
    tanggal_revisi = Text(load_default=None)
    tanggal_pengesahan = Text(load_default=None)
    disahkan_oleh = fields.Nested(OfficialSchema, load_default=None)
    nama = Text(required=True)
    dasar_hukum = Texts(load_default=())
    kualifikasi_pelaksana = Texts(load_default=())
    keterkaitan = Texts(load_default=())
    peralatan = Texts(load_default=())
    peringatan = Texts(load_default=())
    pencatatan = Texts(load_default=())
    catatan = Texts(load_default=())

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> Head:
        return Head(**data)


class RoleSchema(SopPart):
    """One entry of roles; a mere text is the name."""

    shorthand = "name"
    name = Text(required=True, longest=120)
    several = YesNo(load_default=False)


class PerformerSchema(SopPart):
    """One entry of performers; a mere text is the role."""

    shorthand = "role"
    role = Text(required=True)
    turn = Whole(load_default=1)
    act = Text(load_default=None, longest=60)

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> Performer:
        return Performer(**data)


class ExitSchema(SopPart):
    """One way out of a decision."""

    label = Text(load_default=None, longest=60)
    to = Targets(required=True)
    returns = YesNo(load_default=False)

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> Exit:
        return Exit(data["label"] or (RETURN_LABEL if data["returns"] else FORWARD_LABEL), data["to"], data["returns"])


class DecisionSchema(SopPart):
    """by: left out, it is the step's only performer."""

    by = Text(load_default=None)
    exits = Several(ExitSchema, required=True)


class StepSchema(SopPart):
    """One numbered activity."""

    number = Whole(required=True)
    kind = Word("|".join(StepKind), quoted(StepKind), load_default=StepKind.UMUM.value)
    title = Text(load_default=None, longest=120)
    activities = Texts(required=True)
    performer = Several(PerformerSchema)
    performers = Several(PerformerSchema)
    assistants = Texts(load_default=())
    waktu = Time(load_default=None)
    notice_delay = Time(load_default=None)
    overrun_also = Text(load_default=None)
    kelengkapan = Texts(load_default=())
    output = Texts(load_default=())
    keterangan = Texts(load_default=())
    next = Targets()
    join = Targets(may_end=False, load_default=())
    decision = fields.Nested(DecisionSchema, load_default=None)

    @validates_schema(skip_on_field_errors=False)
    def _one_way_to_say_it(self, data: dict[str, Any], **_: Any) -> None:
        if "performer" in data and "performers" in data:
            raise ValidationError('tulis salah satu: "performer" atau "performers"', "performer")
        if data.get("activities") == ():
            raise ValidationError("harus memuat sedikitnya satu aktivitas", "activities")
        if data.get("decision") and "next" in data:
            words = 'langkah dengan "decision" tidak memakai "next"; tulis tujuannya pada "to" setiap pilihan'
            raise ValidationError(words, "next")


class SopSchema(SopPart):
    """The whole file."""

    format = Word("1", "1 (satu-satunya bentuk berkas saat ini)", required=True)
    id = Word(
        r"[a-z0-9][a-z0-9._-]{0,59}",
        "huruf kecil, angka, titik, garis dan garis bawah, paling panjang 60 (misalnya mentebah-067-01-2022)",
        required=True,
    )
    version = Whole(required=True)
    subject = Text(required=True, longest=40)
    head = fields.Nested(HeadSchema, required=True)
    roles = fields.Dict(
        keys=Word(ROLE_ID, ROLE_ID_WORDS),
        values=fields.Nested(RoleSchema, error_messages={"null": "nama peran belum diisi"}),
        required=True,
        error_messages={"invalid": 'harus memuat "id_peran: nama peran", bukan teks atau daftar'},
    )
    start = Targets(may_end=False)
    steps = Several(StepSchema, most=200, required=True)
