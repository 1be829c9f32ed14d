#!/usr/bin/env python3
"""Lets LibreOffice compute result workbooks anew and names every cell that changes.

    recalculate.py RESULT.xlsx...          exit code 1 when a cell changes
    recalculate.py --prove RESULT.xlsx...  plants a wrong result first; exit code 1 unless it is found

Left alone, LibreOffice believes the results stored in a file from Excel, and every comparison
agrees. So a fresh profile is told to compute always, and --prove shows that it does.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
COMPUTE_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
# Differences of binary arithmetic, relative to the larger number.
TOLERANCE = 1e-9


def sheets(archive):
    """Names of the sheets and the parts they stand in."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target") for relation in relations}
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    for sheet in book.iter(f"{MAIN}sheet"):
        target = targets[sheet.get(RELATION)]
        yield sheet.get("name"), target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def cells(path):
    """Every cell that holds something: (sheet, address) to (value, formula)."""
    found = {}
    with zipfile.ZipFile(path) as archive:
        shared = []
        if "xl/sharedStrings.xml" in archive.namelist():
            strings = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
            shared = ["".join(t.text or "" for t in item.iter(f"{MAIN}t")) for item in strings]
        for name, part in sheets(archive):
            for cell in ElementTree.fromstring(archive.read(part)).iter(f"{MAIN}c"):
                formula = cell.find(f"{MAIN}f")
                value = content(cell, shared)
                if value is not None or formula is not None:
                    found[name, cell.get("r")] = (value, None if formula is None else formula.text)
    return found


def content(cell, shared):
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return "".join(t.text or "" for t in cell.iter(f"{MAIN}t"))
    value = cell.find(f"{MAIN}v")
    if value is None or value.text is None:
        return "" if kind == "str" else None
    if kind == "s":
        return shared[int(value.text)]
    return float(value.text) if kind in ("n", "b") else value.text


def same(stored, computed):
    if isinstance(stored, float) and isinstance(computed, float):
        return abs(stored - computed) <= TOLERANCE * max(1.0, abs(stored), abs(computed))
    return (stored or "") == (computed or "")


def recalculated(paths, folder):
    """Where the workbooks stand as LibreOffice writes them after computing every formula."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(COMPUTE_ALWAYS, encoding="utf-8")
    out = folder / "computed"
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx", "--outdir", out, *paths],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=600,
    )
    return out


def changed(path, computed_in):
    """How many formulas there are, and each cell that changes by computing it anew."""
    stored, computed = cells(path), cells(computed_in / path.name)
    formulas = sum(formula is not None for _, formula in stored.values())
    return formulas, [
        (where, value, computed.get(where, (None, None))[0], formula)
        for where, (value, formula) in stored.items()
        if not same(value, computed.get(where, (None, None))[0])
    ]


def with_a_wrong_result(path, folder):
    """A copy in which the first numeric result of a formula on each sheet is one too high."""
    copy = Path(folder) / path.name
    planted = 0
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename.startswith("xl/worksheets/sheet"):
                pattern = rb'(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?><f>[^<]*</f><v>)(-?[0-9.]+)(</v>)'
                wrong = lambda hit: hit[1] + str(float(hit[2]) + 1).encode() + hit[3]
                data, count = re.subn(pattern, wrong, data, count=1)
                planted += count
            target.writestr(entry, data)
    return copy, planted


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--prove", action="store_true")
    parser.add_argument("results", nargs="+", type=Path)
    arguments = parser.parse_args()
    failed = False
    folder = tempfile.TemporaryDirectory()
    computed_in = None if arguments.prove else recalculated(arguments.results, Path(folder.name))
    for path in arguments.results:
        if arguments.prove:
            with tempfile.TemporaryDirectory() as scratch:
                copy, planted = with_a_wrong_result(path, scratch)
                _, found = changed(copy, recalculated([copy], Path(scratch)))
            proved = planted > 0 and len(found) >= planted
            failed |= not proved
            print(f"{path.name}: {planted} wrong results planted, {len(found)} changed cells found")
            continue
        formulas, found = changed(path, computed_in)
        failed |= bool(found) or formulas == 0
        print(f"{path.name}: {formulas} formulas, {len(found)} changed cells")
        for (sheet, address), stored, computed, formula in found[:20]:
            print(f"  {sheet}!{address}: {stored!r} became {computed!r}  {formula or ''}")
    folder.cleanup()
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
