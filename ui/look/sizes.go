package look

// Sizes of text, in Fyne's device-independent pixels, as are all sizes here.
const (
	TextBig     float32 = 28
	TextTitle   float32 = 20
	TextSection float32 = 16
	TextBody    float32 = 14
	TextField   float32 = 13 // the lines of a detail pane
	TextQuiet   float32 = 12
	TextTiny    float32 = 11 // the sidebar's group names and its foot
)

// Spaces between things.
const (
	GapNone  float32 = 0
	GapHair  float32 = 2
	GapTight float32 = 4
	GapInner float32 = 6
	Gap      float32 = 8
	GapCard  float32 = 12
	GapWide  float32 = 16
	GapPage  float32 = 20
)

// Corner radii.
const (
	CornerNone  float32 = 0
	Corner      float32 = 6
	CornerCard  float32 = 8
	CornerRound float32 = 999 // as round as it gets: pills
)

// Fixed measures of the frame.
const (
	WidthSidebar  float32 = 196
	WidthDetail   float32 = 352
	WidthLabel    float32 = 68 // the quiet label of a field row
	WidthUnlock   float32 = 380
	WidthDialog   float32 = 480
	WidthWide     float32 = 760
	WidthField    float32 = 260
	WidthEntry    float32 = 150 // a short field, such as a date
	WidthCode     float32 = 116 // a loan's or document's number in a table
	WidthDate     float32 = 100
	WidthDay      float32 = 54
	WidthCount    float32 = 44
	WidthName     float32 = 86
	WidthState    float32 = 96
	WidthMin      float32 = 1180 // the smallest window
	HeightMin     float32 = 660
	WidthStart    float32 = 1280 // the window at the first start
	HeightStart   float32 = 720
	HeightHeader  float32 = 58
	HeightRow     float32 = 34
	HeightTall    float32 = 64 // a row of two lines with a button
	HeightControl float32 = 32
	HeightChip    float32 = 20
	HeightSide    float32 = 32
	HeightPad     float32 = 120 // a signature pad
	HeightHero    float32 = 44  // the one large button at the foot of the counter
	SizeIcon      float32 = 18
	Hairline      float32 = 1
	Stroke        float32 = 2 // a focus ring, the line under a tab, a pen
	HeightPicks   float32 = 240
	HeightWizard  float32 = 580 // the card of the first run
)
