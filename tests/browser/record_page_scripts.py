"""Which scripts a course page loads, seen in a browser; written to kapedu/serving/page_scripts.json.

Run this after a new version of Voilà, ipywidgets or anywidget:

    .venv/bin/python tests/browser/record_page_scripts.py
"""

import json
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

RECORD = Path(__file__).parents[2] / "kapedu" / "serving" / "page_scripts.json"
LOADED = """() => performance.getEntriesByType("resource")
    .map((entry) => new URL(entry.name)).map((url) => url.pathname + url.search)
    .filter((path) => /[.]js([?]|$)/.test(path) && !path.includes("/templates/"))"""


def loaded_scripts(page: Any) -> dict[str, Any]:
    """The scripts of an open page, sorted as the record keeps them."""
    record = empty()
    for path in page.evaluate(LOADED):
        _, _, rest = path.partition("/voila/")
        folder, _, name = rest.partition("/")
        # The kept address of the static files holds Voilà's version.
        entry = f"{folder.partition('-')[0]}/{name}"
        if entry.startswith("labextensions/kapedu/"):
            kind = "modules"
        elif "remoteEntry" in entry or entry == "static/voila.js":
            kind = "fetch"
        else:
            kind = "run"
        if entry not in record[kind]:
            record[kind].append(entry)
    return record


def empty() -> dict[str, Any]:
    return {"voila": version("voila"), "run": [], "fetch": [], "modules": []}


def write(record: dict[str, Any]) -> None:
    RECORD.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    write(empty())  # what a page is told to load early would be seen as loaded
    command = [sys.executable, "-m", "kapedu.cli", "demo", "--port", "0", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as demo:
        try:
            assert demo.stdout is not None
            address = demo.stdout.readline().split(" at ")[1].strip()
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
                )
                page = browser.new_page()
                page.set_default_timeout(60_000)
                page.goto(f"{address}voila/render/dose-explorer.ipynb")
                page.locator("body[data-kapedu-ready]").wait_for()
                page.locator(".kapedu-drawing .main-svg").first.wait_for()
                page.wait_for_load_state("networkidle")
                write(loaded_scripts(page))
                browser.close()
        finally:
            demo.terminate()


if __name__ == "__main__":
    main()
