#!/usr/bin/env python3
"""Puts the AAR together of what was compiled, and publishes it into a folder that is a Maven repository. For scripts/build-aar.

    assemble_aar.py --jni DIR --sbom DIR --docs DIR --repository DIR
"""

import argparse
import re
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from android_publication import module_metadata, pom, publish
from reproducible_zip import files_under, write_zip

REPO = Path(__file__).resolve().parents[2]
ANDROID = REPO / "kotlin/android"
CLASSES = ANDROID / "target/classes"
SOURCES = [
    REPO / "kotlin/src/generated/kotlin",
    REPO / "kotlin/src/loading/kotlin",
    REPO / "kotlin/src/main/kotlin",
    ANDROID / "src/loading/kotlin",
    ANDROID / "src/main/kotlin",
]
NAMESPACE = "com.contactcenter.sdk.android"
MIN_SDK = 24

# Read by the Android Gradle plugin of the app: nothing newer is asked of it than what the SDK itself needs.
AAR_METADATA = f"""aarFormatVersion=1.0
aarMetadataVersion=1.0
minCompileSdk={MIN_SDK}
minCompileSdkExtension=0
minAndroidGradlePluginVersion=1.0.0
coreLibraryDesugaringEnabled=false
"""


def project_and_dependencies():
    """From pom.xml, so that what is compiled against is what is asked for."""
    root = ElementTree.parse(ANDROID / "pom.xml").getroot()
    space = {"m": root.tag[1:].split("}")[0]}
    properties = {child.tag.split("}")[1]: child.text for child in root.find("m:properties", space)}

    def text(element, name):
        found = element.findtext(f"m:{name}", default="", namespaces=space)
        return re.sub(r"\$\{(.+?)\}", lambda match: properties[match[1]], found)

    project = {
        "group": text(root, "groupId"),
        "artifact": text(root, "artifactId"),
        "version": text(root, "version"),
        "name": text(root, "name"),
        "description": text(root, "description"),
    }
    dependencies = []
    for element in root.iterfind("m:dependencies/m:dependency", space):
        if text(element, "scope"):
            continue
        artifact = text(element, "artifactId")
        # The jar that is compiled against has the classes; on a device their native half is needed too, which the AAR has.
        kind = "aar" if artifact == "jna" else "jar"
        dependency = {"group": text(element, "groupId"), "artifact": artifact, "version": text(element, "version")}
        dependencies.append({**dependency, "type": kind})
    return project, dependencies


def manifest():
    """The manifest as the build tools merge it: in a source tree the package and the lowest SDK stand in the build file."""
    text = (ANDROID / "src/main/AndroidManifest.xml").read_text(encoding="utf-8")
    head = "<manifest "
    assert text.count(head) == 1
    text = text.replace(head, f'{head}package="{NAMESPACE}" ')
    first = "    <uses-permission "
    return text.replace(first, f'    <uses-sdk android:minSdkVersion="{MIN_SDK}" />\n{first}', 1).encode()


def zipped(entries):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive"
        write_zip(path, entries)
        return path.read_bytes()


def classes():
    compiled = files_under(CLASSES, ".class")
    modules = {f"META-INF/{name}": content for name, content in files_under(CLASSES / "META-INF", ".kotlin_module").items()}
    if not compiled or not modules:
        sys.exit(f"error: nothing is compiled in {CLASSES}")
    return {**compiled, **modules}


def aar(jni, sbom):
    libraries = {f"jni/{name}": content for name, content in files_under(jni, ".so").items()}
    if not libraries:
        sys.exit(f"error: no native library in {jni}")
    bills = {f"META-INF/sbom/{name}": content for name, content in files_under(sbom, ".cdx.json").items()}
    if not bills:
        sys.exit(f"error: no bill of materials in {sbom}")
    return zipped(
        {
            "AndroidManifest.xml": manifest(),
            "META-INF/com/android/build/gradle/aar-metadata.properties": AAR_METADATA.encode(),
            "R.txt": b"",
            "classes.jar": zipped(classes()),
            "proguard.txt": (ANDROID / "consumer-rules.pro").read_bytes(),
            **libraries,
            **bills,
        }
    )


def sources():
    return {name: content for folder in SOURCES for name, content in files_under(folder, ".kt").items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for folder in ("jni", "sbom", "docs", "repository"):
        parser.add_argument(f"--{folder}", type=Path, required=True)
    arguments = parser.parse_args()

    project, dependencies = project_and_dependencies()
    stem = f"{project['artifact']}-{project['version']}"
    documents = files_under(arguments.docs)
    if not documents:
        sys.exit(f"error: no documents in {arguments.docs}")
    archives = {
        "aar": (f"{stem}.aar", aar(arguments.jni, arguments.sbom)),
        "sources": (f"{stem}-sources.jar", zipped(sources())),
        "javadoc": (f"{stem}-javadoc.jar", zipped(documents)),
    }
    published = {
        **dict(archives.values()),
        f"{stem}.pom": pom(project, dependencies).encode(),
        f"{stem}.module": module_metadata(project, dependencies, archives).encode(),
    }
    folder = publish(arguments.repository, project, published)
    for name, content in sorted(published.items()):
        print(f"{len(content):>10,} bytes  {folder / name}")


if __name__ == "__main__":
    main()
