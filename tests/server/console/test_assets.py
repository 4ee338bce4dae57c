"""Tests of the files for browsers: those we have, named by content, vendored ones as agreed."""

import hashlib
import json
import re

import pytest

from server.console.assets import FOLDER, Asset, Assets

MANIFEST = json.loads((FOLDER / "vendor" / "manifest.json").read_text(encoding="utf-8"))


def test_an_address_changes_with_any_content() -> None:
    first = Assets({"a.css": Asset(b"a", "text/css"), "b.js": Asset(b"b", "text/javascript")})
    second = Assets({"a.css": Asset(b"a", "text/css"), "b.js": Asset(b"c", "text/javascript")})

    assert first.url("a.css") != second.url("a.css")


def test_a_page_cannot_name_a_file_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        Assets({}).url("missing.css")


@pytest.mark.parametrize("name", ["../login.py", "missing.css", "", "vendor"])
def test_only_files_of_the_folder_are_found(name: str) -> None:
    assert Assets.load().find(name) is None


def test_style_sheet_and_fonts_come_with_their_types() -> None:
    assets = Assets.load()

    types = [
        asset.media_type if (asset := assets.find(name)) else None
        for name in ("console.css", "vendor/inter-latin-wght-normal.woff2", "console.js")
    ]

    assert types == ["text/css", "font/woff2", "text/javascript"]


def test_vendored_files_are_those_of_the_manifest() -> None:
    wanted = {name: digest for entry in MANIFEST for name, digest in entry["files"].items()}
    lying = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (FOLDER / "vendor").iterdir()
        if path.name != "manifest.json"
    }

    assert lying == wanted


def test_every_vendored_package_names_version_licence_and_its_text() -> None:
    for entry in MANIFEST:
        assert entry["version"]
        assert entry["licence"] in {"0BSD", "OFL-1.1"}
        assert any(name.endswith("LICENSE.txt") for name in entry["files"])


def test_our_own_files_load_nothing_from_elsewhere() -> None:
    ours = [path for path in FOLDER.iterdir() if path.suffix in {".css", ".js"}]

    foreign = [re.findall(r"(?:https?:)?//[a-z]+\.[a-z]+", path.read_text()) for path in ours]

    assert foreign == [[], [], []]
