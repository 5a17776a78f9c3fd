#!/usr/bin/env python3
"""Turn a CFF font into a TrueType-outline one: outlines.py IN.otf OUT.ttf

The paper's fonts need quadratic outlines, because a subset of them can be
written into a PDF by copying glyph records. The error allowed is one unit of
the em square (1/1000), less than a printer's dot at any size we print.
"""
import sys
from multiprocessing import Pool

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

MAX_ERROR = 1.0
font = TTFont(sys.argv[1], recalcTimestamp=False)
glyph_set = font.getGlyphSet()


def quadratic(name):
    """Return one glyph's outline as quadratic curves, in TrueType direction."""
    pen = TTGlyphPen(None)
    glyph_set[name].draw(Cu2QuPen(pen, MAX_ERROR, reverse_direction=True))
    return name, pen.glyph()


def main():
    order = font.getGlyphOrder()
    glyf = newTable("glyf")
    glyf.glyphOrder = order
    with Pool(2) as pool:
        glyf.glyphs = dict(pool.imap(quadratic, order, chunksize=500))
    font["loca"] = newTable("loca")
    font["glyf"] = glyf
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    maxp.maxZones = 1
    for field in ("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs",
                  "maxStackElements", "maxSizeOfInstructions", "maxComponentElements",
                  "maxPoints", "maxContours", "maxCompositePoints", "maxCompositeContours",
                  "maxComponentDepth"):
        setattr(maxp, field, 0)
    del font["CFF "]
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"
    glyf.compile(font)
    maxp.recalc(font)
    font.save(sys.argv[2])


main()
