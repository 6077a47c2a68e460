"""What is known of an indicator beside its row in a table.

PermenPANRB 53/2014, Lampiran II.H asks for indicator, frequency, person responsible, way of calculation and medium;
Lampiran II.E for measuring each triwulan; BAB III.A for the Renstra and the national standard.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from services.intake.measuring_settings import POLICIES, POLICY_TITLES
from shared.events.methods import Reference
from shared.events.periods import TriwulanFigure
from shared.numbers import NumberRefused, parse_id
from shared.triwulan import NUMBERS, Summary


@dataclass(frozen=True, slots=True)
class Detail:
    """`key` in an office's file, `field` in a form, `title` for people; `kind` names what it may hold."""

    key: str
    field: str
    title: str
    kind: str = "text"


DETAILS: Final = (
    Detail("frequency", "frekuensi", "Frekuensi pengukuran"),
    Detail("responsible", "penanggung_jawab", "Penanggung jawab data"),
    Detail("medium", "media", "Media pengumpulan data"),
    Detail("tw1", "tw1", "Target triwulan I", "figure"),
    Detail("tw2", "tw2", "Target triwulan II", "figure"),
    Detail("tw3", "tw3", "Target triwulan III", "figure"),
    Detail("tw4", "tw4", "Target triwulan IV", "figure"),
    Detail("tw_summary", "cara_setahun", "Cara triwulan menjadi setahun", "summary"),
    Detail("renstra_target", "target_renstra", "Target akhir Renstra", "aim"),
    Detail("renstra_year", "tahun_renstra", "Tahun akhir Renstra", "year"),
    Detail("standard", "standar", "Standar nasional", "aim"),
    Detail("standard_source", "sumber_standar", "Sumber standar nasional"),
    Detail("weight", "bobot", "Bobot", "figure"),
    Detail("pagu", "pagu", "Pagu anggaran (Rp)", "figure"),
    Detail("valid_from", "berlaku_sejak", "Berlaku sejak", "day"),
    Detail("valid_to", "berlaku_sampai", "Berlaku sampai", "day"),
)
AS_OFFICE: Final = "kantor"
"""What is chosen where an indicator has no policy of its own."""

POLICY_KEYS: Final[Mapping[str, str]] = {f"policy_{name}": name for name in POLICIES}
"""Key of a policy in an office's file → the policy."""

DETAIL_TITLES: Final[Mapping[str, str]] = {each.key: each.title for each in DETAILS} | {
    key: POLICY_TITLES[name] for key, name in POLICY_KEYS.items()
}


def flat_details(details: Mapping[str, str], policies: Mapping[str, str]) -> dict[str, str]:
    """Both as the keys of an office's file; what is not known is empty."""
    own = {key: policies.get(name, "") for key, name in POLICY_KEYS.items()}
    return {each.key: details.get(each.key, "") for each in DETAILS} | own


def reference_of(code: str, details: Mapping[str, str]) -> Reference:
    """What the indicator's realisasi is held against, and its weight, as analysis takes them."""
    renstra_target, renstra_text = _number_or_word(details.get("renstra_target", ""))
    standard, standard_text = _number_or_word(details.get("standard", ""))
    return Reference(
        code=code,
        renstra_target=renstra_target,
        renstra_year=details.get("renstra_year", ""),
        national_standard=standard,
        standard_source=details.get("standard_source", ""),
        weight=_number(details.get("weight")),
        renstra_text=renstra_text,
        standard_text=standard_text,
    )


def triwulan_of(details: Mapping[str, str]) -> tuple[TriwulanFigure, ...]:
    """The triwulan that have a target, in their order; none where the indicator is measured once a year."""
    targets = {number: _number(details.get(f"tw{number}")) for number in NUMBERS}
    return tuple(
        TriwulanFigure(number=number, target=target) for number, target in targets.items() if target is not None
    )


def summary_of(details: Mapping[str, str]) -> Summary | None:
    """How the triwulan become the year; None where that is not set, and where no triwulan has a target."""
    chosen = details.get("tw_summary")
    return Summary(chosen) if chosen and triwulan_of(details) else None


def pagu_of(details: Mapping[str, str]) -> Decimal | None:
    """Its budget in Rupiah; None where none is set."""
    return _number(details.get("pagu"))


def is_in_effect(details: Mapping[str, str], period: str) -> bool:
    """Whether the indicator holds on any day of the period, a year; always where it names no days (ISO 8601)."""
    first, last = details.get("valid_from", ""), details.get("valid_to", "")
    return first <= f"{period}-12-31" and (not last or last >= f"{period}-01-01")


def _number_or_word(text: str) -> tuple[Decimal | None, str]:
    try:
        return _number(text), ""
    except NumberRefused:
        return None, text


def _number(text: str | None) -> Decimal | None:
    return parse_id(text).value if text else None
