"""Decides from the artefacts alone whether a rehearsed morning held; `python -m` runs it too.

It shares no memory with the programs that played: what is not in the folder did not happen.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from server.demo import hall_checks, visitor_checks
from server.demo.artefacts import REPORT
from server.demo.evidence import Evidence
from server.demo.findings import Check, Finding
from server.demo.hall_checks import LANGUAGES


def check(out: Path) -> list[Finding]:
    """Return a finding for every step of the morning whose artefacts lie in ``out``."""
    evidence = Evidence.read(out)
    checks: list[Check] = [
        hall_checks.everything_started,
        *(visitor_checks.ticket_check(language) for language in LANGUAGES),
        *(visitor_checks.paper_check(language) for language in ("kk", "ru")),
        visitor_checks.told_of_missing_paper,
        visitor_checks.one_paper_after_reload,
        hall_checks.two_calls_at_once,
        *(hall_checks.voice_check(language) for language in LANGUAGES),
        hall_checks.spoken_one_after_another,
        hall_checks.desks_told,
        hall_checks.server_killed,
        hall_checks.called_after_restart,
        hall_checks.nothing_lost_or_doubled,
        hall_checks.log_whole,
    ]
    return [each(evidence) for each in checks]


def write_report(out: Path, findings: list[Finding]) -> bool:
    """Write ``report.json`` and return whether everything held."""
    held = all(finding.held for finding in findings)
    report = {"held": held, "steps": [asdict(finding) for finding in findings]}
    text = json.dumps(report, ensure_ascii=False, indent=2)
    (out / REPORT).write_text(text + "\n", encoding="utf-8")
    return held


def main(arguments: list[str]) -> int:
    """Check the folder named by the one argument; return the exit code."""
    out = Path(arguments[0])
    findings = check(out)
    held = write_report(out, findings)
    for finding in findings:
        sys.stdout.write(
            f"{'held  ' if finding.held else 'FAILED'} {finding.step}: {finding.seen}\n"
        )
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
