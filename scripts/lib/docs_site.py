#!/usr/bin/env python3
"""Prepares the sources of the docs site for mdBook, and checks the pages that it makes of them.

    docs_site.py prepare BOOK     writes book.toml and the pages of docs/SUMMARY.md to the folder BOOK
    docs_site.py check SITE       fails on links within the site that lead nowhere

The site has the paths of the repository. A link to a file that is no page of it becomes plain text; one to a guide of DocC leads to
the Swift documentation, which is published in the folder swift/ of the site.
"""

import html
import os
import re
import shutil
import sys
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
SUMMARY = REPO / "docs/SUMMARY.md"
DOCC = "swift/Sources/ContactCenter/ContactCenter.docc/"
SWIFT = "swift/documentation/contactcenter"
# Folders of the site that other tools fill.
OTHER_TOOLS = ("swift/", "kotlin/", "rust/")
INLINE = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)")
DEFINITION = re.compile(r"^\[([^\]]+)\]: (\S+)$", re.M)


def target_of(page, link):
    """The file that a link of a page leads to, as a path in the repository, and its anchor."""
    file, _, anchor = link.partition("#")
    return os.path.normpath(os.path.join(os.path.dirname(page), file)) if file else page, anchor


def link_on_site(page, link, pages):
    """The link as the site needs it, or none if the site does not have its target."""
    if re.match(r"[a-z]+:", link):
        return link
    target, anchor = target_of(page, link)
    if target.startswith(DOCC):
        name = Path(target).stem.lower()
        address = SWIFT if name == "contactcenter" else f"{SWIFT}/{name}"
        return os.path.relpath(address, os.path.dirname(page) or ".")
    if target == "docs/guide/kotlin":
        target = "docs/guide/README.md"
    is_image = target.endswith((".png", ".svg"))
    if target not in pages and not is_image:
        return None
    # mdBook makes the index of a folder of its README.
    target = re.sub(r"(^|/)README\.md$", r"\1index.md", target)
    return os.path.relpath(target, os.path.dirname(page) or ".") + (f"#{anchor}" if anchor else "")


def rewritten(page, text, pages):
    defined = {name.lower(): link_on_site(page, link, pages) for name, link in DEFINITION.findall(text)}

    def inline(found):
        link = link_on_site(page, found[3], pages)
        return f"{found[1]}[{found[2]}]({link})" if link else found[2]

    def outside_of_code(part):
        part = INLINE.sub(inline, part)
        part = DEFINITION.sub(lambda found: f"[{found[1]}]: {defined[found[1].lower()]}" if defined[found[1].lower()] else "", part)
        missing = [name for name, link in defined.items() if not link]
        for name in missing:
            part = re.sub(rf"\[([^\]]+)\]\[{re.escape(name)}\]", r"\1", part, flags=re.I)
        return part

    parts = re.split(r"(^```.*?^```$)", text, flags=re.S | re.M)
    return "".join(part if part.startswith("```") else outside_of_code(part) for part in parts)


def prepare(book):
    summary = SUMMARY.read_text(encoding="utf-8")
    pages = {target_of("docs/SUMMARY.md", link)[0] for _, _, link in INLINE.findall(summary)}
    absent = sorted(page for page in pages if not (REPO / page).is_file())
    left = sorted(
        str(path.relative_to(REPO)) for path in REPO.glob("docs/**/*.md") if path != SUMMARY and str(path.relative_to(REPO)) not in pages
    )
    if absent or left:
        sys.exit("error: docs/SUMMARY.md " + "; ".join([f"names {page}, which does not exist" for page in absent] + [f"lacks {page}" for page in left]))
    shutil.rmtree(book, ignore_errors=True)
    for page in pages:
        file = book / "src" / page
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(rewritten(page, (REPO / page).read_text(encoding="utf-8"), pages), encoding="utf-8")
    # The summary moves from docs/ to the root of the sources.
    links = INLINE.sub(lambda found: f"[{found[2]}]({target_of('docs/SUMMARY.md', found[3])[0]})", summary)
    (book / "src/SUMMARY.md").write_text(links, encoding="utf-8")
    shutil.copytree(REPO / "docs/images", book / "src/docs/images")
    settings = (REPO / "docs/book.toml").read_text(encoding="utf-8").replace('src = "."', 'src = "src"')
    (book / "book.toml").write_text(settings, encoding="utf-8")


def check(site):
    anchors, links = {}, []
    for page in sorted(site.rglob("*.html")):
        name = str(page.relative_to(site))
        # The print page and the table of contents hold copies of other pages.
        if name in ("print.html", "404.html", "toc.html"):
            continue
        text = page.read_text(encoding="utf-8")
        anchors[name] = set(re.findall(r'\bid="([^"]+)"', text))
        content = re.search(r"<main>(.*?)</main>", text, re.S)
        links += [(name, html.unescape(link)) for link in re.findall(r'(?:href|src)="([^"]+)"', content[1] if content else "")]
    faults = []
    for page, link in links:
        if re.match(r"[a-z]+:", link):
            continue
        target, anchor = target_of(page, link)
        if target.startswith(OTHER_TOOLS):
            continue
        if not (site / target).is_file():
            faults.append(f"{page}: {link} leads nowhere")
        elif anchor and target in anchors and anchor not in anchors[target]:
            faults.append(f"{page}: {link}: there is no such heading")
    if faults or not links:
        sys.exit("\n       ".join(["error: links of the docs site:", *(faults or ["there is none"])]))
    print(f"{len(anchors)} pages, whose {len(links)} links lead somewhere")


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in ("prepare", "check"):
        sys.exit("usage: docs_site.py prepare BOOK | check SITE")
    {"prepare": prepare, "check": check}[sys.argv[1]](Path(sys.argv[2]).resolve())
