#!/usr/bin/env python3
"""Turn a CFF font into a smaller TrueType-outline one: outlines.py IN.otf OUT.ttf

The paper's fonts need quadratic outlines, because a subset of them can be
written into a PDF by copying glyph records. The em square becomes 256 units
and a curve may be off by 3/1000 em: at 12 points both stay below 0.013 mm, a
third of a 600 dpi printer's dot, and a letter's subset is a third smaller.
"""
import sys
from multiprocessing import Pool

from fontTools.misc.roundTools import otRound
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

EM = 256
font = TTFont(sys.argv[1], recalcTimestamp=False)
glyph_set = font.getGlyphSet()
scale = EM / font["head"].unitsPerEm
max_error = 0.003 * EM


def quadratic(name):
    """Return one glyph's outline as quadratic curves, in TrueType direction."""
    pen = TTGlyphPen(None)
    curves = Cu2QuPen(pen, max_error, reverse_direction=True)
    glyph_set[name].draw(TransformPen(curves, (scale, 0, 0, scale, 0, 0)))
    return name, pen.glyph()


def rescale(table, fields):
    """Bring the measures of a table to the new em square."""
    for field in fields.split():
        setattr(table, field, otRound(getattr(table, field) * scale))


def zero_program_limits(maxp):
    """Say that the font has no instructions."""
    maxp.tableVersion = 0x00010000
    maxp.maxZones = 1
    for field in ("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs",
                  "maxStackElements", "maxSizeOfInstructions", "maxComponentElements",
                  "maxPoints", "maxContours", "maxCompositePoints", "maxCompositeContours",
                  "maxComponentDepth"):
        setattr(maxp, field, 0)


def main():
    order = font.getGlyphOrder()
    glyf = newTable("glyf")
    glyf.glyphOrder = order
    with Pool(2) as pool:
        glyf.glyphs = dict(pool.imap(quadratic, order, chunksize=500))
    font["loca"] = newTable("loca")
    font["glyf"] = glyf
    del font["CFF "]
    font["head"].unitsPerEm = EM
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"
    rescale(font["hhea"], "ascent descent lineGap caretOffset")
    rescale(font["post"], "underlinePosition underlineThickness")
    rescale(font["OS/2"], "xAvgCharWidth ySubscriptXSize ySubscriptYSize ySubscriptXOffset ySubscriptYOffset "
            "ySuperscriptXSize ySuperscriptYSize ySuperscriptXOffset ySuperscriptYOffset yStrikeoutSize "
            "yStrikeoutPosition sTypoAscender sTypoDescender sTypoLineGap usWinAscent usWinDescent sxHeight sCapHeight")
    zero_program_limits(font["maxp"])
    glyf.compile(font)
    font["maxp"].recalc(font)
    metrics = font["hmtx"].metrics
    for name in order:
        metrics[name] = (otRound(metrics[name][0] * scale), getattr(glyf[name], "xMin", 0))
    font.save(sys.argv[2])


main()
