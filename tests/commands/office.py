"""LibreOffice without a window, set to Dutch: sheets are opened and saved by it as people do."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tests.running import bare_environment

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
WORKBOOK = "xlsx:Calc MS Excel 2007 XML"
# Semicolons, UTF-8, days as the locale has them: what opens and saves a table as a double click does.
TABLE = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,-1"
OPEN_TABLE = "Text - txt - csv (StarCalc):59,34,76,1,,0,false,true"
_DUTCH = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>nl-NL</value></prop>
</item>
</oor:items>
"""


def saved_as(form: str, path: Path, *options: str) -> Path:
    """The file opened and saved in a form, in a folder beside it."""
    out = path.parent / "saved"
    profile = path.parent / "profile"
    if not profile.exists():
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_DUTCH, encoding="utf-8")
    asked = [f"-env:UserInstallation={profile.as_uri()}", "--headless", *options]
    subprocess.run(
        [str(OFFICE), *asked, "--convert-to", form, "--outdir", str(out), str(path)],
        env=bare_environment(),
        check=True,
        capture_output=True,
        timeout=180,
    )
    ending = form.partition(":")[0]
    # A table is named after its sheet besides.
    return next(out.glob(f"{path.stem}*.{ending}"))
