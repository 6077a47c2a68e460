"""What an office may choose in intake is what analysis can measure by, no more and no less."""

from services.analysis.domain.aggregation import Averaging, OfficeWay
from services.analysis.domain.policies import CAPS, LimitTarget, Negative, RoundingMode, ZeroRealisasi, ZeroTarget
from services.analysis.methods import chosen
from services.analysis.scale_files import load_scales
from services.intake.measuring_settings import (
    NO_CAP,
    POLICIES,
    POLICY_TITLES,
    SCALES,
    SETTINGS,
    TOTAL_TITLES,
    TOTALS,
    MeasuringSetting,
    method_of,
)


def test_every_scale_can_be_chosen_with_the_classes_it_has() -> None:
    scales = load_scales()
    assert set(SCALES) == set(scales)
    for id_, (_, classes) in SCALES.items():
        words = [each.rsplit("≥", 1)[-1].rsplit(">", 1)[-1].strip(" 0123456789") for each in classes.split(", ")]
        assert words == [each.predikat for each in scales[id_].classes]


def test_every_policy_can_be_chosen() -> None:
    kinds = {
        "rounding": RoundingMode,
        "zero_target": ZeroTarget,
        "zero_realisasi": ZeroRealisasi,
        "negative": Negative,
        "limit": LimitTarget,
    }
    assert {name: set(POLICIES[name]) for name in kinds} == {name: set(kind) for name, kind in kinds.items()}
    assert set(POLICIES["cap"]) == {NO_CAP, *map(str, CAPS)}
    assert {"scale", *POLICIES, *TOTALS} == {"scale", *POLICY_TITLES, *TOTAL_TITLES} == set(SETTINGS)
    assert set(TOTALS["averaging"]) == set(Averaging)
    assert set(TOTALS["office_way"]) == set(OfficeWay)


def test_an_office_that_chose_nothing_is_measured_as_one_that_was_never_asked() -> None:
    assert chosen(method_of({}, {})) == chosen(None)


def test_every_choice_alone_is_a_method() -> None:
    for name, choices in POLICIES.items():
        for choice in choices:
            scale, policies = chosen(method_of({}, {"IK-01": {name: choice}}))
            assert (policies.of("IK-01") == policies.of("IK-02")) == (choice == getattr(MeasuringSetting(), name))
            assert scale.id == MeasuringSetting().scale
