#!/bin/sh
# Make the four font cuts of this folder from Debian's Noto CJK faces.
#
# Needs: fonts-noto-cjk (1:20220127+repack1-1), python3-fonttools (4.38) and Go.
# Run: ./make.sh FOLDER_OF_THE_FACES && sha256sum -c SHA256SUMS
# to see that nothing differs. README.md has the checksums of what goes in.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
faces=${1:?folder of the Noto CJK .ttc files}
python=${PYTHON:-python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Latin with tone marks, Greek, Cyrillic, punctuation, signs and arrows, and
# every ideograph the face holds. Kana and bopomofo for paper alone: clients have
# names and titles in them, and paper refuses what it has no glyph for. No Hangul
# or vertical forms.
latin=U+0020-024F,U+0259,U+02C6-02DD,U+0300-0304,U+030C,U+0370-03FF,U+0400-045F,U+1E00-1EFF
signs=U+2000-209F,U+20A0-20BF,U+2100-23FF,U+2460-27BF,U+3000-303F,U+3200-33FF,U+FF01-FF5E,U+FFE0-FFE6,U+FFFD
kana=U+3040-30FF,U+3100-312F,U+31A0-31BF,U+31F0-31FF,U+FF65-FF9F
ideographs=U+2E80-2FDF,U+3400-4DBF,U+4E00-9FFF,U+F900-FAFF,U+20000-3134F

# cut FACE UNICODES OUT: one subset, font 2 of the collection (Simplified Chinese).
# GSUB and GPOS are left out: no screen or letter uses a feature of them, and
# without them the window starts sooner and holds less.
cut() {
	"$python" -m fontTools.subset "$faces/$1.ttc" --font-number=2 --unicodes="$2" \
		--layout-features= --drop-tables+=GSUB,GPOS,GDEF,BASE,VORG,vhea,vmtx \
		--no-hinting --notdef-outline --no-recalc-timestamp \
		--name-IDs=0,1,2,3,4,5,6,13,14 --output-file="$3"
}

cut NotoSansCJK-Regular "$latin,$signs,$ideographs" "$here/screen-regular.otf"
cut NotoSansCJK-Bold "$latin,$signs,$ideographs" "$here/screen-bold.otf"
(cd "$here/thin" && go build -o "$work/thin" .)
cut NotoSerifCJK-Regular "$latin,$signs,$kana,$ideographs" "$work/paper-serif.otf"
"$python" "$here/outlines.py" "$work/paper-serif.otf" "$here/paper-serif.ttf" "$work/thin"
# Titles need no rare characters: what this one lacks is set in the serif face.
cut NotoSansCJK-Bold "$latin,$signs,U+4E00-9FFF" "$work/paper-sans.otf"
"$python" "$here/outlines.py" "$work/paper-sans.otf" "$here/paper-sans.ttf" "$work/thin"
