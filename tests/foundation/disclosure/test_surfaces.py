"""The register of paths out."""

import functools

import pytest

from interlace.core.handling import Action
from interlace.foundation.disclosure.surfaces import PurposeFrom, Surface, SurfaceKind, declare, declared, surface_of


def test_a_declared_function_is_found_through_every_wrapper() -> None:
    @declare("trial.found", SurfaceKind.JOB, actions={Action.READ}, purpose=PurposeFrom.OBJECT)
    def work() -> None: ...

    class Task:
        func = staticmethod(work)

    class Command:
        callback = staticmethod(functools.wraps(work)(lambda: None))

    expected = Surface(
        "trial.found", SurfaceKind.JOB, frozenset({Action.READ}), PurposeFrom.OBJECT, f"{__name__}.{work.__qualname__}"
    )
    assert declared()["trial.found"] == expected
    for entry in (work, functools.partial(work), Task(), Command()):
        assert surface_of(entry) == expected


def test_what_is_not_declared_has_no_surface() -> None:
    assert surface_of(len) is None
    assert surface_of(None) is None


def test_a_surface_that_uses_facts_must_say_where_its_purpose_comes_from() -> None:
    with pytest.raises(ValueError, match="no purpose"):
        declare("trial.purposeless", SurfaceKind.ROUTE, actions={Action.READ})(lambda: None)


def test_a_name_stands_for_one_surface() -> None:
    declare("trial.twice", SurfaceKind.ROUTE)(test_a_name_stands_for_one_surface)
    declare("trial.twice", SurfaceKind.ROUTE)(test_a_name_stands_for_one_surface)
    with pytest.raises(ValueError, match="declared twice"):
        declare("trial.twice", SurfaceKind.PAGE)(lambda: None)
