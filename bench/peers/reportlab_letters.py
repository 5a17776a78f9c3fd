"""Print letters with ReportLab: reportlab_letters.py LETTER.json FONT.ttf COUNT OUT_FOLDER"""
import json
import sys

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

letter = json.load(open(sys.argv[1]))
pdfmetrics.registerFont(TTFont("Serif", sys.argv[2]))
body = ParagraphStyle("body", fontName="Serif", fontSize=12, leading=18, wordWrap="CJK", firstLineIndent=24, spaceAfter=5)
title = ParagraphStyle("title", parent=body, fontSize=22, leading=36, alignment=1, firstLineIndent=0)
for i in range(int(sys.argv[3])):
    name = letter["people"][i % len(letter["people"])]
    flow = [Paragraph(letter["title"], title)]
    flow += [Paragraph(p.replace("{name}", name), body) for p in letter["paragraphs"]]
    SimpleDocTemplate("%s/%d.pdf" % (sys.argv[4], i), pagesize=A4).build(flow)
