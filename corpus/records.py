"""Records: frozen, slotted classes made as a dataclass is, at a tenth of the cost of starting.

``dataclasses`` imports ``inspect`` and compiles six functions a class; that takes longer than analysing a short article.
A record has what is used of them: ``__init__``, comparison and hash by value, ``repr``, pickling, ``replace``. The
functions of ``dataclasses`` take records too.

>>> @record
... class Span:
...     start: int
...     end: int = 5
>>> Span(1), replace(Span(1), end=3)
(Span(start=1, end=5), Span(start=1, end=3))
"""

from __future__ import annotations

from typing import Any, TypeVar, dataclass_transform

__all__ = ["field_names", "record", "replace"]

R = TypeVar("R")


@dataclass_transform(frozen_default=True)
def record(cls: type[R]) -> type[R]:
    """Return ``cls`` as a record: its annotated names (and those of the record it builds on) are its fields."""
    own = [name for name, kind in _annotations(cls).items() if "ClassVar" not in str(kind)]
    inherited: tuple[str, ...] = getattr(cls, "__match_args__", ())
    names = (*inherited, *(name for name in own if name not in inherited))
    defaults = dict(getattr(cls, "_field_defaults", {}))
    members = dict(cls.__dict__)
    defaults |= {name: members.pop(name) for name in own if name in members}
    for name in ("__dict__", "__weakref__"):
        members.pop(name, None)
    members |= {"__slots__": tuple(name for name in own if name not in inherited), "__match_args__": names}
    members |= {"_field_defaults": defaults, "__dataclass_fields__": _Fields(), "__qualname__": cls.__qualname__}
    members |= {"__setattr__": _refuse, "__delattr__": _refuse, "__reduce__": _reduce}
    members |= {"__repr__": _shown, "__eq__": _is_equal, "__hash__": _hash}
    kind: Any = type(cls)
    made: Any = kind(cls.__name__, cls.__bases__, members)
    made.__init__ = _initialiser(made, names, defaults)
    return made  # type: ignore[no-any-return]


def replace(instance: R, **changes: Any) -> R:
    """Return a record like ``instance`` with other values for the fields in ``changes``."""
    cls: Any = type(instance)
    made: R = cls(**{name: getattr(instance, name) for name in cls.__match_args__} | changes)
    return made


def field_names(cls: type) -> tuple[str, ...]:
    """Return the names of a record's fields, those of the record it builds on first."""
    names: tuple[str, ...] = cls.__match_args__  # type: ignore[attr-defined]
    return names


def _initialiser(cls: Any, names: tuple[str, ...], defaults: dict[str, Any]) -> Any:
    """``__init__`` with the fields as arguments; it sets the slots directly, for the record itself is frozen."""
    space: dict[str, Any] = {f"_default_{name}": value for name, value in defaults.items()}
    for name in names:
        space[f"_set_{name}"] = getattr(cls, name).__set__
    arguments = ", ".join(f"{name}=_default_{name}" if name in defaults else name for name in names)
    body = "; ".join(f"_set_{name}(self, {name})" for name in names) or "pass"
    exec(f"def __init__(self{', ' if names else ''}{arguments}): {body}", space)  # names of our own classes only
    return space["__init__"]


def _values(self: Any) -> tuple[Any, ...]:
    return tuple([getattr(self, name) for name in self.__match_args__])


def _shown(self: Any) -> str:
    fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
    return f"{type(self).__qualname__}({fields})"


def _is_equal(self: Any, other: object) -> Any:
    return _values(self) == _values(other) if other.__class__ is self.__class__ else NotImplemented


def _hash(self: Any) -> int:
    return hash(_values(self))


def _reduce(self: Any) -> tuple[Any, ...]:
    return type(self), _values(self)


def _refuse(self: Any, name: str, value: object = None) -> None:
    raise AttributeError(f"{type(self).__name__}.{name} cannot be changed; use replace()")


class _Fields:
    """What ``dataclasses`` asks a class for, made when it asks."""

    def __get__(self, instance: object, owner: Any) -> Any:
        import dataclasses

        kinds = {name: kind for each in reversed(owner.__mro__) for name, kind in _annotations(each).items()}
        specs = []
        for name in owner.__match_args__:
            given: Any = {"default": owner._field_defaults[name]} if name in owner._field_defaults else {}
            specs.append((name, kinds.get(name, Any), dataclasses.field(**given)))
        twin: Any = dataclasses.make_dataclass(owner.__name__, specs)
        return twin.__dataclass_fields__


def _annotations(cls: Any) -> dict[str, Any]:
    found: dict[str, Any] = vars(cls).get("__annotations__", {})  # inspect takes long to import
    return found
