"""What Gradle and Maven read about the AAR before they download it: the POM, Gradle's own metadata, and checksums."""

import hashlib
import json

DIGESTS = ["md5", "sha1", "sha256", "sha512"]

POM = """<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://maven.apache.org/POM/4.0.0 http://maven.apache.org/xsd/maven-4.0.0.xsd">
  <!-- Gradle looks for its own metadata only where the next line stands. -->
  <!-- do_not_remove: published-with-gradle-metadata -->
  <modelVersion>4.0.0</modelVersion>
  <groupId>{group}</groupId>
  <artifactId>{artifact}</artifactId>
  <version>{version}</version>
  <packaging>aar</packaging>
  <name>{name}</name>
  <description>{description}</description>
  <licenses>
    <license>
      <name>MIT</name>
    </license>
  </licenses>
  <dependencies>
{dependencies}
  </dependencies>
</project>
"""

POM_DEPENDENCY = """    <dependency>
      <groupId>{group}</groupId>
      <artifactId>{artifact}</artifactId>
      <version>{version}</version>
{kind}      <scope>compile</scope>
    </dependency>"""


def digests(content):
    return {name: hashlib.new(name, content).hexdigest() for name in DIGESTS}


def pom(project, dependencies):
    def written(dependency):
        kind = "      <type>aar</type>\n" if dependency["type"] == "aar" else ""
        return POM_DEPENDENCY.format(**dependency, kind=kind)

    return POM.format(**project, dependencies="\n".join(map(written, dependencies)))


def module_metadata(project, dependencies, files):
    """Gradle's module metadata 1.1. `files` has "aar", "sources" and "javadoc", each a name and its bytes."""

    def file_entry(kind):
        name, content = files[kind]
        return {"name": name, "url": name, "size": len(content), **digests(content)}

    def dependency_entry(dependency):
        entry = {
            "group": dependency["group"],
            "module": dependency["artifact"],
            "version": {"requires": dependency["version"]},
        }
        if dependency["type"] == "aar":
            selector = {"name": dependency["artifact"], "type": "aar", "extension": "aar"}
            entry["thirdPartyCompatibility"] = {"artifactSelector": selector}
        return entry

    def library(name, usage):
        return {
            "name": name,
            "attributes": {
                "org.gradle.category": "library",
                "org.gradle.dependency.bundling": "external",
                "org.gradle.libraryelements": "aar",
                "org.gradle.usage": usage,
            },
            "dependencies": [dependency_entry(dependency) for dependency in dependencies],
            "files": [file_entry("aar")],
        }

    def documentation(name, kind):
        return {
            "name": name,
            "attributes": {
                "org.gradle.category": "documentation",
                "org.gradle.dependency.bundling": "external",
                "org.gradle.docstype": kind,
                "org.gradle.usage": "java-runtime",
            },
            "files": [file_entry(kind)],
        }

    metadata = {
        "formatVersion": "1.1",
        "component": {
            "group": project["group"],
            "module": project["artifact"],
            "version": project["version"],
            "attributes": {"org.gradle.status": "release"},
        },
        "variants": [
            library("releaseApiPublication", "java-api"),
            library("releaseRuntimePublication", "java-runtime"),
            documentation("releaseSourcesPublication", "sources"),
            documentation("releaseJavadocPublication", "javadoc"),
        ],
    }
    return json.dumps(metadata, indent=2) + "\n"


def publish(repository, project, files):
    """Lays files out as a Maven repository has them, each with its checksums."""
    folder = repository.joinpath(*project["group"].split("."), project["artifact"], project["version"])
    folder.mkdir(parents=True, exist_ok=True)
    for leftover in folder.iterdir():
        leftover.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)
        for digest, value in digests(content).items():
            (folder / f"{name}.{digest}").write_text(value, encoding="ascii")
    return folder
