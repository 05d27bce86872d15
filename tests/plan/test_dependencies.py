"""Dependencies as planners write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.plan.dependencies import Dependency, Lag, LinkType, make_dependency, parse_dependency, parse_lag
from roadmap.plan.faults import FaultError

IDS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,8}(@[a-z0-9][a-z0-9-]{0,8})?", fullmatch=True)
LAGS = st.builds(Lag, st.integers(-400, 400).filter(bool), st.booleans())


@pytest.mark.parametrize(
    ("text", "predecessor", "link_type", "lag"),
    [
        ("concept-visie", "concept-visie", "FS", None),
        ("0344", "0344", "FS", None),
        ("besluit@raad-almelo", "besluit@raad-almelo", "FS", None),
        ("a FS", "a", "FS", None),
        ("a SS", "a", "SS", None),
        ("a FF", "a", "FF", None),
        ("a SF", "a", "SF", None),
        ("gesprekken SS+2w", "gesprekken", "SS", Lag(10)),
        ("gesprekken SS +2w", "gesprekken", "SS", Lag(10)),
        ("gesprekken SS + 2w", "gesprekken", "SS", Lag(10)),
        ("  gesprekken   SS+2w ", "gesprekken", "SS", Lag(10)),
        ("analyse +5ed", "analyse", "FS", Lag(5, elapsed=True)),
        ("analyse -3d", "analyse", "FS", Lag(-3)),
        ("analyse - 3d", "analyse", "FS", Lag(-3)),
        ("analyse FF-1ew", "analyse", "FF", Lag(-7, elapsed=True)),
        ("besluit@raad SS+1d", "besluit@raad", "SS", Lag(1)),
        ("a FS+0d", "a", "FS", None),
    ],
)
def test_dependency_is_an_id_a_type_and_a_lag(text: str, predecessor: str, link_type: str, lag: Lag | None) -> None:
    assert parse_dependency(text) == Dependency(predecessor, LinkType(link_type), lag)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "invalid-dependency"),
        ("A", "invalid-dependency"),
        ("-a", "invalid-dependency"),
        ("a_b", "invalid-dependency"),
        ("a, b", "invalid-dependency"),
        ("a b", "invalid-dependency"),
        ("a@", "invalid-dependency"),
        ("@a", "invalid-dependency"),
        ("a@b@c", "invalid-dependency"),
        ("a+2d", "invalid-dependency"),
        ("a 2d", "invalid-dependency"),
        ("a ss", "invalid-dependency"),
        ("a SS2d", "invalid-dependency"),
        ("a SS+2d +1d", "invalid-dependency"),
        ("a +", "invalid-dependency"),
        ("a XX", "invalid-link-type"),
        ("a EB+1d", "invalid-link-type"),
        ("a +2", "invalid-duration"),
        ("a +2m", "invalid-duration"),
        ("a +\u0662d", "invalid-duration"),
        ("a ++2d", "invalid-duration"),
        ("a +-2d", "negative-duration"),
        ("a --2d", "negative-duration"),
        ("a +20001d", "duration-too-long"),
    ],
)
def test_anything_else_is_refused(text: str, code: str) -> None:
    with pytest.raises(FaultError) as raised:
        parse_dependency(text)

    assert raised.value.code == code


@pytest.mark.parametrize(
    ("text", "lag"),
    [("", None), (" ", None), ("0d", None), ("-0ed", None), ("2d", Lag(2)), ("+2d", Lag(2)), ("-2w", Lag(-10))],
)
def test_lag_without_sign_is_a_wait_and_nothing_is_none(text: str, lag: Lag | None) -> None:
    assert parse_lag(text) == lag


def test_type_tells_which_events_are_linked() -> None:
    assert [(kind.value, kind.reads_start, kind.bounds_finish) for kind in LinkType] == [
        ("FS", False, False),
        ("SS", True, False),
        ("FF", False, True),
        ("SF", True, True),
    ]


@pytest.mark.parametrize("text", ["a", "a SS", "a +2d", "a FF-1ew", "a@b SF+1w"])
def test_default_is_left_out_when_written(text: str) -> None:
    assert str(parse_dependency(text)) == text


@given(st.builds(Dependency, IDS, st.sampled_from(LinkType), st.none() | LAGS))
def test_what_is_written_reads_back_in_both_forms(dependency: Dependency) -> None:
    lag = str(dependency.lag or "")

    assert parse_dependency(str(dependency)) == dependency
    assert make_dependency(dependency.predecessor, dependency.type.value, lag) == dependency
