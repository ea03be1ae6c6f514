#!/usr/bin/env python3
"""Checks that what is compiled for Android in three ways is made of the same versions.

Maven for the JVM, Maven for Android and Gradle for Android each name what they take from elsewhere; the version of the SDK stands in Cargo.toml.
"""

import re
import sys
import tomllib
import xml.etree.ElementTree as ElementTree
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
SAMPLE = "samples/android/ChatApp"


def properties(path):
    root = ElementTree.parse(REPO / path).getroot()
    space = {"m": root.tag[1:].split("}")[0]}
    found = {child.tag.split("}")[1]: child.text for child in root.find("m:properties", space)}
    versions = {name.removesuffix(".version"): value for name, value in found.items() if name.endswith(".version")}
    return {**versions, "sdk": root.findtext("m:version", namespaces=space)}


def parts(path):
    """The versions of what a POM takes from elsewhere, plugins and theirs among it, by name."""
    root = ElementTree.parse(REPO / path).getroot()
    space = {"m": root.tag[1:].split("}")[0]}
    values = {child.tag.split("}")[1]: child.text for child in root.find("m:properties", space)}
    found = {}
    for element in root.iterfind(".//m:version/..", space):
        name, version = (element.findtext(f"m:{child}", namespaces=space) for child in ("artifactId", "version"))
        if element is not root:
            found[name] = re.sub(r"\$\{(.+?)\}", lambda match: values.get(match[1], match[0]), version)
    return found


def text(path):
    return (REPO / path).read_text(encoding="utf-8")


def main():
    sdk = re.search(r'^version = "(.+)"$', text("Cargo.toml"), re.M)[1]
    sample = re.search(r"contact-center-android:([^\"]+)\"", text(f"{SAMPLE}/app/build.gradle.kts"))[1]
    android = properties("kotlin/android/pom.xml")
    others = {
        "Cargo.toml": {"sdk": sdk},
        f"{SAMPLE}/app/build.gradle.kts": {"sdk": sample},
        "kotlin/pom.xml": properties("kotlin/pom.xml"),
        "kotlin/android/gradle/libs.versions.toml": tomllib.loads(text("kotlin/android/gradle/libs.versions.toml"))["versions"],
    }
    faults = []
    for path, versions in others.items():
        common = versions.keys() & android.keys()
        if not common:
            faults.append(f"{path} has no version in common with kotlin/android/pom.xml")
        faults += [
            f"{name} is {versions[name]} in {path} and {android[name]} in kotlin/android/pom.xml"
            for name in sorted(common)
            if versions[name] != android[name]
        ]
    jvm, device = parts("kotlin/pom.xml"), parts("kotlin/android/pom.xml")
    if "dokka-maven-plugin" not in jvm.keys() & device.keys():
        faults.append("kotlin/pom.xml and kotlin/android/pom.xml do not both name Dokka")
    faults += [
        f"{name} is {jvm[name]} in kotlin/pom.xml and {device[name]} in kotlin/android/pom.xml"
        for name in sorted(jvm.keys() & device.keys())
        if jvm[name] != device[name]
    ]
    wrappers = {text(f"{folder}/gradle/wrapper/gradle-wrapper.properties") for folder in ("kotlin/android", SAMPLE)}
    plugins = re.search(r'com.android.application"\) version "([^"]+)"', text(f"{SAMPLE}/build.gradle.kts"))[1]
    if len(wrappers) > 1 or plugins != others["kotlin/android/gradle/libs.versions.toml"]["agp"]:
        faults.append("the library and the sample are built by different versions of Gradle or of the Android plugin")
    if faults:
        sys.exit("\n       ".join(["error: the builds differ:", *faults]))
    print("Maven and Gradle build Android of the same versions")


if __name__ == "__main__":
    main()
