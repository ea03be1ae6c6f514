#!/usr/bin/env python3
"""Checks that every scenario of docs/maintainers/scenarios.md is among what runs on a device, or is left out there for a reason.

Only machines with Android's tools compile the list of the test that runs there (OnDeviceTest.kt), so other checks do not miss a class in it.
"""

import re
import sys
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
TESTS = REPO / "kotlin/src/test/kotlin"
LIST = REPO / "kotlin/android/src/androidTest/kotlin/com/contactcenter/sdk/android/OnDeviceTest.kt"

# Classes with scenarios that cannot run on a device, and why. The contact center runs there too, so none is left out today.
LEFT_OUT = {}


def scenarios():
    names = re.findall(r"^\| `([a-z_0-9]+)` \|", (REPO / "docs/maintainers/scenarios.md").read_text(encoding="utf-8"), re.M)
    return [re.sub(r"_([a-z0-9])", lambda match: match[1].upper(), name) for name in names]


def test_classes():
    """The tests that are written for the JVM: of each class the names."""
    for path in TESTS.rglob("*.kt"):
        source = path.read_text(encoding="utf-8")
        if re.search(rf"^class {path.stem}\b", source, re.M):
            yield path.stem, set(re.findall(r"\bfun (\w+)\(", source))


def main():
    classes = dict(test_classes())
    listed = set(re.findall(r"\b(\w+)::class\.java,", LIST.read_text(encoding="utf-8")))
    names = scenarios()
    faults = [] if names else ["docs/maintainers/scenarios.md names no scenario"]
    for name in names:
        homes = {test for test, functions in classes.items() if name in functions}
        if not homes:
            faults.append(f"no class in kotlin/src/test has {name}")
        elif not homes & (listed | LEFT_OUT.keys()):
            faults.append(f"{name} is in {' and in '.join(sorted(homes))}, which OnDeviceTest does not run and LEFT_OUT does not name")
    faults += [f"there is no class {test} in kotlin/src/test" for test in sorted((listed | LEFT_OUT.keys()) - classes.keys())]
    faults += [f"{test} is left out, and runs on a device nevertheless" for test in sorted(listed & LEFT_OUT.keys())]
    if faults:
        sys.exit("\n       ".join(["error: what runs on a device is not what docs/maintainers/scenarios.md names:", *faults]))
    print(f"{len(names)} scenarios run on a device, but for those of {len(LEFT_OUT)} classes")


if __name__ == "__main__":
    main()
