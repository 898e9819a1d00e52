"""Records: frozen classes of named fields, like dataclasses, and named tuples, that cost little to declare.

`dataclasses` imports `inspect`, and writes and compiles six methods a class: 40 ms for the thirty
classes of a run, twice what Python takes to start. A record gets its `__init__` alone and shares the
rest. That nothing is assigned to it is for the type checker to see, to which it is a frozen dataclass.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

Made = TypeVar("Made")
_NONE: Any = object()

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:

    class _Tuple(type):
        """Makes a class statement a named tuple as `typing.NamedTuple` does, but compiles no type of its fields."""

        def __new__(cls, name, bases, space):
            if not bases:
                return super().__new__(cls, name, bases, space)
            names = space["__annotations__"]
            defaults = [space.pop(one) for one in names if one in space]
            made = namedtuple(name, names, defaults=defaults, module=space["__module__"])
            for key, value in space.items():
                setattr(made, key, value)
            return made

    class NamedTuple(metaclass=_Tuple):
        """The base of named tuples."""


class Field(NamedTuple):
    """A field of a record; without a default it must be given."""

    name: str
    default: Any = _NONE
    factory: Callable[[], Any] | None = None
    repr: bool = True
    compare: bool = True


def field(
    *, default: Any = _NONE, default_factory: Callable[[], Any] | None = None, repr: bool = True, compare: bool = True
) -> Any:
    """Say more of a field than its default: what makes it, whether it is shown, whether it is compared."""
    return Field("", default, default_factory, repr, compare)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[Made]) -> type[Made]:
    """Make a class a record of its annotated fields and those of the records that it extends."""
    known = {one.name: one for base in reversed(cls.__mro__) for one in base.__dict__.get("__fields__", ())}
    for name in cls.__annotations__:
        value = cls.__dict__.get(name, _NONE)
        known[name] = value._replace(name=name) if isinstance(value, Field) else Field(name, value)
        if isinstance(value, Field):  # what is looked up on the class is the default, not the word about it
            delattr(cls, name)
    own: dict[str, Any] = {"__fields__": tuple(known.values()), "__init__": _init(known.values())}
    shared = {one.__name__: one for one in (__repr__, __eq__, __hash__) if one.__name__ not in cls.__dict__}
    for name, value in (own | shared).items():
        setattr(cls, name, value)
    return cls


def fields(record: Any) -> tuple[Field, ...]:
    """Return the fields of a record or of its class, in order."""
    found: tuple[Field, ...] = record.__fields__
    return found


def replace(record: Made, **changes: Any) -> Made:
    """Return a record like another but for some fields; what it has worked out is not taken over."""
    own = vars(record)
    kept = {one.name: own[one.name] for one in fields(record) if one.name in own}
    if unknown := changes.keys() - {one.name for one in fields(record)}:
        raise TypeError(f"no field {', '.join(sorted(unknown))}")
    made = object.__new__(type(record))
    vars(made).update(kept | changes)
    return made


def _init(known: Any) -> Any:
    """Write and compile `__init__`: one that loops would make each of thousands of records slow."""
    space = {f"_{one.name}": one.factory or one.default for one in known} | {"_NONE": _NONE}
    given = ", ".join(one.name + _default(one) for one in known)
    lines = [
        f" self.{one.name} = {f'_{one.name}() if {one.name} is _NONE else ' if one.factory else ''}{one.name}"
        for one in known
    ]
    made: dict[str, Any] = {}
    exec(f"def __init__(self, {given}):\n" + "\n".join(lines or [" pass"]), space, made)
    return made["__init__"]


def _default(one: Field) -> str:
    return "=_NONE" if one.factory else "" if one.default is _NONE else f"=_{one.name}"


def __repr__(self: Any) -> str:
    shown = ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{type(self).__qualname__}({shown})"


def __eq__(self: Any, other: object) -> bool:
    return _compared(self) == _compared(other) if type(self) is type(other) else NotImplemented


def __hash__(self: Any) -> int:
    return hash(_compared(self))


def _compared(record: Any) -> tuple[Any, ...]:
    return tuple(getattr(record, one.name) for one in fields(record) if one.compare)
