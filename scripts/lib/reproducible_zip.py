"""Archives that are the same, byte for byte, whenever and wherever they are made of the same files."""

import zipfile
from pathlib import Path

# The first of February 1980, as Gradle has it: zip knows no earlier year, and some tools stumble over its first day.
STAMP = (1980, 2, 1, 0, 0, 0)


def write_zip(path, entries):
    """`entries` are names with bytes; they are written in the order of their names."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in sorted(entries.items()):
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o100644 << 16
            archive.writestr(info, content)


def files_under(folder, suffix=""):
    """The files of a folder, by their path in it."""
    folder = Path(folder)
    paths = (path for path in folder.rglob(f"*{suffix}") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
