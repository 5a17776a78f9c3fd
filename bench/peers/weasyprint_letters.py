"""Print letters with WeasyPrint: weasyprint_letters.py LETTER.json FONT.ttf COUNT OUT_FOLDER"""
import html
import json
import pathlib
import sys

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

letter = json.load(open(sys.argv[1]))
fonts = FontConfiguration()
style = CSS(string="""
@font-face { font-family: Serif; src: url(%s) }
@page { size: A4; margin: 20mm 20mm 20mm 28mm }
body { font: 12pt/18pt Serif; text-align: justify }
p { text-indent: 2em; margin: 0 0 5pt }
h1 { font-size: 22pt; text-align: center }
""" % pathlib.Path(sys.argv[2]).resolve().as_uri(), font_config=fonts)
for i in range(int(sys.argv[3])):
    name = letter["people"][i % len(letter["people"])]
    text = "".join("<p>%s</p>" % html.escape(p.replace("{name}", name)) for p in letter["paragraphs"])
    page = '<html lang="zh"><body><h1>%s</h1>%s</body></html>' % (html.escape(letter["title"]), text)
    HTML(string=page).write_pdf("%s/%d.pdf" % (sys.argv[4], i), stylesheets=[style], font_config=fonts)
