#!/usr/bin/env python3
"""Turn a CFF font into a smaller TrueType-outline one: outlines.py IN.otf OUT.ttf THIN

The paper's fonts need quadratic outlines, because a subset of them can be
written into a PDF by copying glyph records. The em square becomes 160 units
and THIN (see thin/) redraws each outline with the fewest bytes that stay within
0.9 unit of it: at 12 points that is 0.024 mm, little more than half a dot of a
600 dpi printer, and a letter's subset is a quarter smaller than with 256 units
and every curve kept.
"""
import subprocess
import sys
from array import array

from fontTools.misc.roundTools import otRound
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphCoordinates
from fontTools.ttLib.tables.ttProgram import Program

EM = 160
MOST_ERROR = 0.9
font = TTFont(sys.argv[1], recalcTimestamp=False)
glyph_set = font.getGlyphSet()
units = font["head"].unitsPerEm
scale = EM / units


class Path(BasePen):
    """Collects an outline as words: M, L, C and Z with their points."""

    def __init__(self):
        super().__init__(glyph_set)
        self.words = []

    def _moveTo(self, at):
        self.words.append("M %g %g" % at)

    def _lineTo(self, at):
        self.words.append("L %g %g" % at)

    def _curveToOne(self, first, second, at):
        self.words.append("C %g %g %g %g %g %g" % (first + second + at))

    def _closePath(self):
        self.words.append("Z")


def path(name):
    """Return one glyph's outline for THIN."""
    pen = Path()
    glyph_set[name].draw(pen)
    return " ".join([name] + pen.words)


def glyph(contours):
    """Make a glyph of what THIN returned, in TrueType direction."""
    made = Glyph()
    points, flags, ends = [], array("B"), []
    for contour in contours.split(";"):
        spots = [tuple(map(int, spot.split(","))) for spot in contour.split()]
        for x, y, on in reversed(spots):
            points.append((x, y))
            flags.append(on)
        if spots:
            ends.append(len(points) - 1)
    made.numberOfContours = len(ends)
    if ends:
        made.coordinates, made.flags, made.endPtsOfContours = GlyphCoordinates(points), flags, ends
        made.program = Program()
        made.program.fromBytecode(b"")
    return made


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
    thin = subprocess.run(
        [sys.argv[3], "-from", str(units), "-to", str(EM), "-error", str(MOST_ERROR)],
        input="\n".join(map(path, order)) + "\n", stdout=subprocess.PIPE, text=True, check=True)
    glyf = newTable("glyf")
    glyf.glyphOrder = order
    glyf.glyphs = {}
    for line in thin.stdout.splitlines():
        name, _, contours = line.partition(" ")
        glyf.glyphs[name] = glyph(contours)
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
