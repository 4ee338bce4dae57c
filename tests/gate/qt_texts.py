"""Checks the texts of kiosk and board: complete, none left over, compiled as committed."""

import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.gate.places import ROOT, TOOLS, files, relative, verdict

SHARED = ROOT / "server" / "client" / "qml"
LANGUAGES = ("kk", "ru", "en")
# Cardinal plural forms as Qt counts them.
FORMS = {"kk": 2, "ru": 3, "en": 2}


def _run(tool: str, *arguments: str) -> str:
    command = [str(TOOLS / f"pyside6-{tool}"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    return "" if done.returncode == 0 else f"{tool}: {done.stdout}{done.stderr}"


def _messages(path: Path) -> dict[tuple[str, str, str], ET.Element]:
    """Read a .ts file into its messages by context, source and comment."""
    found = {}
    for context in ET.parse(path).iter("context"):  # noqa: S314 - our own file
        for message in context.iter("message"):
            key = (context.findtext("name"), message.findtext("source"))
            found[(key[0] or "", key[1] or "", message.findtext("comment") or "")] = message
    return found


def _fault(message: ET.Element, language: str) -> str:
    """Say what is wrong with one translation; an empty text if nothing is."""
    translation = message.find("translation")
    if translation is None or translation.get("type"):
        state = "missing" if translation is None else translation.get("type", "")
        return f"is {state}"
    if message.get("numerus") == "yes":
        forms = [(form.text or "").strip() for form in translation.iter("numerusform")]
        return "" if len(forms) == FORMS[language] and all(forms) else f"has forms {forms}"
    return "" if (translation.text or "").strip() else "is empty"


def check(program: str, language: str, scratch: Path) -> list[str]:
    """Compare one .ts file with what lupdate finds in the sources, and its .qm with lrelease's."""
    committed = ROOT / program / "i18n" / f"{language}.ts"
    if not committed.exists():
        return [f"{relative(committed)} is not there"]
    fresh = scratch / f"{program}_{language}.ts"
    fresh.write_bytes(committed.read_bytes())
    found = (*files(".qml", ".py", under=ROOT / program), *files(".qml", under=SHARED))
    sources = [str(path) for path in found]
    options = ("-source-language", "en", "-target-language", language, "-locations", "none")
    failed = _run("lupdate", *sources, *options, "-ts", str(fresh))
    if failed:
        return [failed]
    faults = [
        f"{relative(committed)}: {key[0]}: {key[1]!r} {fault}"
        for key, message in _messages(fresh).items()
        if (fault := _fault(message, language))
    ]
    return faults + _compiled(committed, scratch / f"{program}_{language}.qm")


def _compiled(committed: Path, fresh: Path) -> list[str]:
    failed = _run("lrelease", str(committed), "-qm", str(fresh))
    if failed:
        return [failed]
    kept = committed.with_suffix(".qm")
    if not kept.exists() or kept.read_bytes() != fresh.read_bytes():
        return [f"{relative(kept)} is not what lrelease makes of its .ts file"]
    return []


def main() -> int:
    """Check each program in each language."""
    faults = []
    with tempfile.TemporaryDirectory() as scratch:
        for program in ("kiosk", "display"):
            texts = ROOT / program / "i18n"
            count = len(_messages(texts / "kk.ts")) if (texts / "kk.ts").exists() else 0
            print(f"{program}: {count} texts in {', '.join(LANGUAGES)}")
            if not count:
                faults.append(f"{program} has no texts: a check that looks at nothing is no check")
            for language in LANGUAGES:
                faults += check(program, language, Path(scratch))
    return verdict(faults)


if __name__ == "__main__":
    sys.exit(main())
