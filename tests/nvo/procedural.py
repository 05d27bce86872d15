"""The real plan written with procedures: the same steps, of which each deliverable that has them says only its own."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.faces import NVO

RECORDS = {
    "visie-raadsbesluiten": """\
        code: L1-10
        title: Raden stellen visie vast
        procedure: raadsbesluit
        after: definitief-concept
        due: 2023-Q3
        owner: griffies
        covers: [opgave-1]
        steps:
          college:
            code: L1-09
            title: "14 collegebesluiten: visie aanbieden aan raad"
            readings: 2
            due: 2023-Q3
            owner: programmamanager
            covers: [opgave-1]
            was: visie-collegebesluiten
            waive: {tight-hand-in: Bekend.}
""",
    "governance-code-collegebesluiten": """\
        code: L2-08
        title: 14 collegebesluiten governance-code
        procedure: collegebesluit-met-raadsinformatiebrief
        after: governance-code-secretarissen
        due: 2023-Q4
        owner: kring van gemeentesecretarissen
        covers: [opgave-4, opgave-6]
        steps:
          besluit: {readings: 2}
          raadsinformatiebrief:
            code: L2-09
            title: Raadsinformatiebrief aan 14 raden
            due: 2023-Q4
            covers: [opgave-4]
            was: governance-code-raadsinformatiebrief
""",
    "transformatieplan-raadsbesluiten": """\
        code: L3-11
        title: Raden stellen transformatieplan vast
        procedure: raadsbesluit
        after: definitief-transformatieplan
        due: 2024-Q1
        owner: griffies
        covers: [opgave-1]
        steps:
          college:
            code: L3-10
            title: "14 collegebesluiten: transformatieplan aanbieden aan raad"
            readings: 2
            due: 2023-Q4
            owner: programmamanager
            covers: [opgave-1]
            was: transformatieplan-collegebesluiten
""",
    "definitieve-gunning": """\
        code: L4-15
        title: Definitieve gunning
        procedure: sas-aanbesteding
        after: [aanbestedingsstukken, mandaatbesluiten-inkoop]
        due: 2024-Q3
        owner: projectleider inkoop
        covers: [opgave-7]
        steps:
          publicatie:
            {code: L4-10, title: Publicatie op TenderNed, due: 2024-Q2, covers: [opgave-7, inkoop], was: publicatie}
          inschrijftermijn: {code: L4-11, due: 2024-Q3, covers: [opgave-7, inkoop], was: inschrijftermijn}
          beoordeling: {code: L4-12, due: 2024-Q3, covers: [opgave-7, inkoop], was: beoordeling}
          gunningsbesluit:
            {code: L4-13, readings: 2, due: 2024-Q3, covers: [opgave-7, inkoop], was: gunningsbesluit}
          opschortende-termijn:
            {code: L4-14, due: 2024-Q3, owner: jurist, covers: [opgave-7, inkoop], was: opschortende-termijn}
""",
    "verordening-raadsbesluiten": """\
        code: L5-07
        title: Raden stellen verordening vast
        procedure: raadsbesluit
        after: [uitwerking-bekostiging, inkoopstrategie-collegebesluiten]
        due: 2024-Q4
        owner: griffies
        covers: [opgave-8]
        steps:
          college:
            code: L5-06
            title: "Verordeningen: concept, inspraak, collegebesluiten"
            readings: 2
            not_before: 2024-09-10
            due: 2024-Q3
            owner: jurist
            covers: [opgave-8]
            was: verordening-collegebesluiten
""",
}
"""What stands at each result of a procedure, by its id."""
STEPS = {
    "visie-collegebesluiten": "visie-raadsbesluiten-college",
    "governance-code-raadsinformatiebrief": "governance-code-collegebesluiten-raadsinformatiebrief",
    "transformatieplan-collegebesluiten": "transformatieplan-raadsbesluiten-college",
    "publicatie": "definitieve-gunning-publicatie",
    "inschrijftermijn": "definitieve-gunning-inschrijftermijn",
    "beoordeling": "definitieve-gunning-beoordeling",
    "gunningsbesluit": "definitieve-gunning-gunningsbesluit",
    "opschortende-termijn": "definitieve-gunning-opschortende-termijn",
    "verordening-collegebesluiten": "verordening-raadsbesluiten-college",
}
"""What stood as a deliverable of its own and is a step now, with the id that it has as such."""

RECORD = re.compile(r"^      (?P<id>[a-z0-9-]+):\n(?:        .*\n)+", re.MULTILINE)


def with_procedures(folder: Path) -> Path:
    """A copy of the real plan in which the steps of procedures are no deliverables of their own."""
    plan = folder / "nvo"
    shutil.copytree(NVO, plan)
    replaced = set()
    for path in sorted(plan.rglob("*.yaml")):
        text = path.read_bytes().decode("utf-8")
        replaced |= {match["id"] for match in RECORD.finditer(text)} & {*RECORDS, *STEPS}
        text = RECORD.sub(_record, text)
        text = re.sub(r"(?<=after: ).*|(?<=          - ).*|(?<=after: \[).*", _links, text)
        path.write_bytes(text.encode("utf-8"))
    if replaced != {*RECORDS, *STEPS}:
        raise AssertionError(sorted({*RECORDS, *STEPS} - replaced))
    return plan


def _record(match: re.Match[str]) -> str:
    name = match["id"]
    if name in STEPS:
        return ""
    return f"      {name}:\n{RECORDS[name]}" if name in RECORDS else match[0]


def _links(match: re.Match[str]) -> str:
    return re.sub(r"[a-z0-9-]+", lambda link: STEPS.get(link[0], link[0]), match[0])
