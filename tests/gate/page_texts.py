"""Checks the catalogues of the console: every text of the pages, in every language."""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from tests.gate.places import ROOT, relative, verdict

CONSOLE = ROOT / "server" / "console"
LANGUAGES = ("kk", "ru", "en")
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]


def wanted() -> dict[str | tuple[str, ...], str]:
    """Find the texts that pages and code ask for, and where."""
    found = extract_from_dir(
        CONSOLE, method_map=METHODS, options_map={"templates/**.html": {"silent": "false"}}
    )
    return {text: f"{file}:{line}" for file, line, text, _comments, _context in found}


def _catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def _is_complete(entry: object) -> bool:
    return bool(entry) and all(entry if isinstance(entry, tuple | list) else (entry,))


def check(language: str, texts: dict[str | tuple[str, ...], str]) -> list[str]:
    """Compare one catalogue with the texts of the pages and with its compiled form."""
    folder = CONSOLE / "i18n" / language / "LC_MESSAGES"
    paths = sorted(folder.glob("*.po"))
    if not paths:
        return [f"{relative(folder)} has no catalogue"]
    catalogue = _catalogue(paths[0])
    kept = {(m.id[0] if isinstance(m.id, tuple) else m.id): m for m in catalogue if m.id}
    asked = {(text[0] if isinstance(text, tuple) else text): at for text, at in texts.items()}
    faults = [f"{language}: not there: {text!r} ({asked[text]})" for text in asked.keys() - kept]
    faults += [f"{language}: nobody asks for {text!r}" for text in kept.keys() - asked]
    for text, message in kept.items():
        if message.fuzzy or not _is_complete(message.string):
            faults.append(f"{language}: {text!r} is {'fuzzy' if message.fuzzy else 'empty'}")
        forms = len(message.string) if isinstance(message.string, tuple) else 0
        if forms and forms != catalogue.num_plurals:
            faults.append(f"{language}: {text!r} has {forms} of {catalogue.num_plurals} forms")
    return faults


def main() -> int:
    """Check the catalogues of the console."""
    texts = wanted()
    print(f"console: {len(texts)} texts in {', '.join(LANGUAGES)}")
    faults = [] if texts else ["the console has no texts: a check that looks at nothing"]
    for language in LANGUAGES:
        faults += check(language, texts)
    return verdict(faults)


if __name__ == "__main__":
    sys.exit(main())
