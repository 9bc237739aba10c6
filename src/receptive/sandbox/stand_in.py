"""What takes the place of a package that is not there, in a file that cannot be loaded without it.

It may be imported, named, passed by and written into an annotation. Whatever else is done with it says which package is
lacking, as the import itself would have.
"""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from typing import Any, NoReturn

USES = (
    "__bool__ __call__ __contains__ __delitem__ __enter__ __getitem__ __instancecheck__ __iter__ __len__"
    " __mro_entries__ __setitem__"
).split()


class StandIn:
    """A package, or anything in it."""

    def __init__(self, package: str) -> None:
        vars(self)["_package"] = package

    def __getattr__(self, name: str) -> StandIn:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __setattr__(self, name: str, value: object) -> None:
        self._refuse()

    def __or__(self, other: object) -> StandIn:  # in annotations
        return self

    __ror__ = __or__

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        package = vars(self)["_package"]
        raise ModuleNotFoundError(f"No module named {package!r}", name=package)


for _use in USES:
    setattr(StandIn, _use, StandIn._refuse)


def builtins_without(packages: Sequence[str]) -> dict[str, Any]:
    """Python's own names, where importing one of these packages gives its stand-in."""

    def import_here(name: str, globals: Any = None, locals: Any = None, fromlist: Any = (), level: int = 0) -> Any:
        package = name.partition(".")[0]
        if level == 0 and package in packages:
            return StandIn(package)
        return builtins.__import__(name, globals, locals, fromlist, level)

    return vars(builtins) | {"__import__": import_here}
