"""What we did not write or cannot read stands in a manifest with its SHA-256."""

import hashlib
import json
from pathlib import Path

from tests.gate.places import PROGRAMS, ROOT, files, relative

FOREIGN = (".otf", ".ttf", ".woff", ".woff2", ".wav")


def _listed(manifest: Path) -> dict[Path, str]:
    """Read a manifest: packages with their files, or clips, each with its digest."""
    content = json.loads(manifest.read_text(encoding="utf-8"))
    if isinstance(content, dict):
        return {manifest.parent / one["file"]: one["sha256"] for one in content["clips"]}
    return {
        manifest.parent / name: digest
        for package in content
        for name, digest in package["files"].items()
    }


def listed() -> dict[Path, str]:
    """Read every manifest."""
    manifests = [
        path
        for program in PROGRAMS
        for path in files(".json", under=ROOT / program)
        if path.name == "manifest.json"
    ]
    assert manifests
    return {path: digest for one in manifests for path, digest in _listed(one).items()}


def test_every_listed_file_is_what_its_manifest_says() -> None:
    changed = [
        relative(path)
        for path, digest in listed().items()
        if hashlib.sha256(path.read_bytes()).hexdigest() != digest
    ]

    assert changed == []


def test_every_foreign_file_is_listed() -> None:
    known = listed()
    carried = [path for program in PROGRAMS for path in files(*FOREIGN, under=ROOT / program)]
    carried += [
        path for path in files(".js", under=ROOT / "server") if path.parent.name == "vendor"
    ]

    assert [relative(path) for path in carried if path not in known] == []


def test_every_vendored_package_says_its_version_and_licence() -> None:
    for path in files(".json", under=ROOT / "server"):
        if path.name == "manifest.json":
            for package in json.loads(path.read_text(encoding="utf-8")):
                assert package["version"]
                assert package["licence"]
