"""A picture of each page that an instructor sees, wide as a screen and narrow as a phone."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

WIDTHS = (1280, 390)
HEIGHT = 3000
PAGES = ("report.html", "shared.html", "section-b.html")
MOST = 4  # pages of students


def take_pictures(folder: Path) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        print("no chromium, so no pictures")
        return
    pages = [folder / name for name in PAGES]
    pages += sorted((folder / "feedback" / "draft").glob("*.html"))[:MOST]
    pages += [folder / "course-pages" / "index.html"]
    (folder / "pictures").mkdir()
    for page in pages:
        for width in WIDTHS:
            shot = folder / "pictures" / f"{page.stem}-{width}.png"
            options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'browser'}"]
            command = [chromium, *options, f"--window-size={width},{HEIGHT}", f"--screenshot={shot}", page.as_uri()]
            subprocess.run(command, check=True, capture_output=True)
            print(f"pictured {shot}")
