"""Print letters with LibreOffice: libreoffice_letters.py LETTER.json FONT.ttf COUNT OUT_FOLDER

All letters go through one run of the program. It finds the font by fontconfig, whose only folder is the font's.
"""
import html
import json
import os
import pathlib
import subprocess
import sys
import tempfile

letter = json.load(open(sys.argv[1]))
out = pathlib.Path(sys.argv[4])
with tempfile.TemporaryDirectory() as work:
    conf = pathlib.Path(work, "fonts.conf")
    conf.write_text("<fontconfig><dir>%s</dir><cachedir>%s/cache</cachedir></fontconfig>"
                    % (pathlib.Path(sys.argv[2]).resolve().parent, work))
    files = []
    for i in range(int(sys.argv[3])):
        name = letter["people"][i % len(letter["people"])]
        text = "".join("<p>%s</p>" % html.escape(p.replace("{name}", name)) for p in letter["paragraphs"])
        path = pathlib.Path(work, "%d.html" % i)
        path.write_text('<html lang="zh"><meta charset="utf-8"><body style="font: 12pt \'Noto Serif CJK SC\'"><h1>%s</h1>%s</body></html>'
                        % (html.escape(letter["title"]), text))
        files.append(str(path))
    subprocess.run(["soffice", "-env:UserInstallation=file://%s/profile" % work, "--headless", "--writer", "--convert-to", "pdf",
                    "--outdir", str(out)] + files, check=True, stdout=subprocess.DEVNULL,
                   env=dict(os.environ, FONTCONFIG_FILE=str(conf), HOME=work))
