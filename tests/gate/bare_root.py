"""Proves on a bare Debian 12, without even Python, that ./kezek installs all it needs.

It makes the root with debootstrap, puts a clean checkout into it and runs the commands there.
What this machine must tell pip to reach packages is handed over at run time.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.gate.places import PYTHON, ROOT

COMMANDS = ("./kezek demo --once --out /morning --yes", "./kezek test --yes")
# Mounts and processes end with the namespaces in which they were made, whatever happens.
INSIDE = """
root=$1; shift
mount --bind "$root" "$root"  # "ip netns" wants / to be a mount
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount --rbind /sys "$root/sys"
mount -t tmpfs tmpfs "$root/tmp"
for folder in $FOLDERS; do
  mkdir -p "$root$folder"
  mount --bind -o ro "$folder" "$root$folder"
done
exec chroot "$root" /usr/bin/env -i "$@"
"""


def _needs() -> str:
    missing = [name for name in ("debootstrap", "unshare", "git") if shutil.which(name) is None]
    if missing:
        return f"these programs are missing: {', '.join(missing)}"
    return "" if os.geteuid() == 0 else "a bare root can only be made by root"


def _pip_settings() -> dict[str, str]:
    """Collect what this machine tells pip, as environment variables."""
    told = subprocess.run(
        [PYTHON, "-m", "pip", "config", "list"], capture_output=True, text=True, check=True
    )
    settings = re.findall(r"^global\.([\w-]+)='(.*)'$", told.stdout, re.MULTILINE)
    found = {f"PIP_{name.upper().replace('-', '_')}": value for name, value in settings}
    found |= {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
    return found


def _hand_over(root: Path) -> tuple[dict[str, str], str]:
    """Give the root the name service, certificates and local indexes of this machine."""
    for name in ("resolv.conf", "hosts"):
        shutil.copy(Path("/etc") / name, root / "etc" / name)
    settings = _pip_settings()
    certificates = settings.get("PIP_CERT") or os.environ.get("SSL_CERT_FILE")
    if certificates:
        shutil.copy(certificates, root / "certificates.pem")
        settings["PIP_CERT"] = settings["SSL_CERT_FILE"] = "/certificates.pem"
    local = re.findall(r"(?:file://)?(/[^\s'\"]+)", " ".join(settings.values()))
    folders = sorted({place for place in local if Path(place).is_dir()})
    # An index of files points beside itself, so its parent is needed as well.
    folders = [str(Path(one).parent) if Path(one).name == "simple" else one for one in folders]
    return settings, " ".join(sorted(set(folders)))


def _check_out(root: Path) -> None:
    place = root / "kezek"
    subprocess.run(["git", "clone", "-q", "--no-hardlinks", ROOT, place], check=True)


def play(root: Path, command: str) -> bool:
    """Run one command in the checkout inside the root."""
    settings, folders = _hand_over(root)
    given = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "CI": "true", **settings}
    began = time.monotonic()
    print(f"--- in the bare root: {command}", flush=True)
    ended = subprocess.run(
        [
            "unshare",
            "--mount",
            "--pid",
            "--fork",
            "--kill-child",
            "--",
            "sh",
            "-euc",
            INSIDE,
            "sh",
            str(root),
        ]
        + [f"{name}={value}" for name, value in given.items()]
        + ["sh", "-c", f"cd /kezek && {command}"],
        env={**os.environ, "FOLDERS": folders},
        check=False,
    )
    seconds = time.monotonic() - began
    print(f"--- ended with {ended.returncode} after {seconds:.0f} s", flush=True)
    return ended.returncode == 0


def main() -> int:
    """Make the root, run the commands, keep nothing unless asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--command", action="append", help="run this instead")
    parser.add_argument("--keep", action="store_true", help="leave the root for looking at it")
    asked = parser.parse_args()
    lacking = _needs()
    if lacking:
        print(f"cannot make a bare root: {lacking}")
        return 1
    root = Path(tempfile.mkdtemp(prefix="kezek-bare-"))
    root.chmod(0o755)
    try:
        print(f"--- debootstrap into {root}", flush=True)
        made = ["debootstrap", "--variant=minbase", "bookworm", str(root)]
        subprocess.run(made, stdout=subprocess.DEVNULL, check=True)
        _check_out(root)
        ended = [play(root, command) for command in asked.command or COMMANDS]
    finally:
        if asked.keep:
            print(f"kept: {root}")
        else:
            shutil.rmtree(root, ignore_errors=True)
    return 0 if all(ended) else 1


if __name__ == "__main__":
    sys.exit(main())
