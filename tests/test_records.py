"""A record behaves as a frozen, slotted dataclass does."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import ClassVar

import pytest

from corpus.records import field_names, record, replace


@record
class Span:
    """A stretch."""

    start: int
    end: int

    unit: ClassVar[str] = "characters"

    @property
    def size(self) -> int:
        return self.end - self.start


@record
class Name(Span):
    """A stretch that names somebody."""

    kind: str = "other"
    parts: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Twin:
    """The same as a dataclass."""

    start: int
    end: int
    kind: str = "other"
    parts: tuple[str, ...] = ()


NAME = Name(1, 3, parts=("市",))


def test_shown_compared_and_hashed_by_value() -> None:
    assert repr(NAME) == repr(Twin(1, 3, parts=("市",))).replace("Twin", "Name")
    assert Name(1, 3, "other", ("市",)) == NAME != Name(1, 4, parts=("市",))
    assert len({NAME, Name(1, 3, parts=("市",)), Name(1, 4)}) == 2
    assert Span(1, 3) != Name(1, 3)
    assert NAME.size == 2
    assert NAME.unit == "characters"


def test_arguments_are_checked_as_those_of_a_function() -> None:
    with pytest.raises(TypeError, match="end"):
        Name(1)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="colour"):
        Name(1, 2, colour="red")  # type: ignore[call-arg]


def test_frozen_and_without_other_attributes() -> None:
    for name in ("start", "kind", "colour"):
        with pytest.raises(AttributeError):
            setattr(NAME, name, 5)
    with pytest.raises(AttributeError):
        del NAME.start
    assert not hasattr(NAME, "__dict__")


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_copies_cross_process_borders(protocol: int) -> None:
    assert pickle.loads(pickle.dumps(NAME, protocol)) == NAME
    assert copy.copy(NAME) == copy.deepcopy(NAME) == NAME


def test_replaced_as_a_record_and_as_a_dataclass() -> None:
    changed = Name(1, 3, "party", ("市",))
    assert replace(NAME, kind="party") == dataclasses.replace(NAME, kind="party") == changed
    with pytest.raises(TypeError):
        replace(NAME, colour="red")


def test_dataclasses_knows_the_fields() -> None:
    assert (
        [each.name for each in dataclasses.fields(Name)] == list(field_names(Name)) == ["start", "end", "kind", "parts"]
    )
    assert dataclasses.asdict(NAME) == dataclasses.asdict(Twin(1, 3, parts=("市",)))
    match NAME:
        case Name(start, end, kind, parts):
            assert (start, end, kind, parts) == (1, 3, "other", ("市",))
