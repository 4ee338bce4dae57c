"""Templates compiled once for all languages: what is compiled is the template, not its words."""

from functools import cache
from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class CompiledTemplates(BytecodeCache):
    """Keeps the code of every template that was compiled, by its name and contents."""

    def __init__(self) -> None:
        """Know none yet."""
        self._known: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a template of this name and these contents, if it is known."""
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        if bucket.code is not None:
            self._known[bucket.key, bucket.checksum] = bucket.code


@cache
def compiled_templates() -> CompiledTemplates:
    """Return what this process has compiled; equal contents make equal code for everybody."""
    return CompiledTemplates()
