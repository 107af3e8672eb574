"""How docs/ becomes a site: `make docs` (Sphinx with MyST), strict, without the network."""

import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
VERSION = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)

project = "Seratus"
author = "Seratus"
version = release = VERSION[1] if VERSION else ""
extensions = ["myst_parser"]
myst_heading_anchors = 4  # links to headings are checked too
myst_enable_extensions = ["colon_fence"]
html_theme = "furo"
html_title = f"Seratus {release}"
html_show_sphinx = False
html_copy_source = False
html_static_path = ["_static"]
html_css_files = ["print.css"]
# Files outside docs/, and folders, are no pages: a link to one shows its path.
LINK = re.compile(r"(?<!!)\[([^\]\n]+)\]\(((?:\.\./[^)#\s]*)|(?:[\w./-]+/))(?:#[^)\s]*)?\)")


def outside_as_paths(app: Any, docname: str, source: list[str]) -> None:
    """Turns each link that leaves docs/ into its words and the path, which must exist."""
    here = (Path(app.srcdir) / docname).parent

    def shown(found: re.Match[str]) -> str:
        target = (here / found[2]).resolve()
        if target.is_relative_to(Path(app.srcdir)) and not target.is_dir():
            return found[0]
        if not target.exists():
            raise FileNotFoundError(f"{docname}: {target}")
        return f"{found[1]} (`{target.relative_to(ROOT)}`)"

    source[0] = LINK.sub(shown, source[0])
    if docname == "index":
        source[0] += _more(app, source[0])


def _more(app: Any, index: str) -> str:
    """The pages that the index does not name yet, so that a new page is never lost."""
    globs = re.findall(r"^([a-z]+)/\*$", index, re.MULTILINE)
    lines = set(index.splitlines())
    left = [
        each
        for each in sorted(app.env.found_docs)
        if each not in lines and each != "index" and each.partition("/")[0] not in globs
    ]
    return "\n".join(["\n```{toctree}", ":caption: More", *left, "```", ""]) if left else ""


def setup(app: Any) -> dict[str, bool]:
    """Registers the above."""
    app.connect("source-read", outside_as_paths)
    return {"parallel_read_safe": True}
