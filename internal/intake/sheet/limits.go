package sheet

// The limits of a file. A file beyond one of them is refused before anything
// of that size is allocated. Parts of a workbook are limited to 64 MB, except
// the sheets themselves: those are streamed and never held, so they share the
// limit of the whole.
const (
	// MaxUpload is the most bytes of a file as it arrives.
	MaxUpload = 100 << 20
	// MaxTotal is the most bytes of all parts of a workbook, unpacked.
	MaxTotal = 200 << 20
	// MaxPart is the most bytes of one part that is not a sheet, unpacked.
	MaxPart = 64 << 20
	// MaxRatio is how much larger than packed a part may be …
	MaxRatio = 100
	// RatioFloor … once it is larger than this.
	RatioFloor = 10 << 20
	// MaxParts is the most entries of the archive.
	MaxParts = 5000
	// MaxRows and MaxCols are those of Excel.
	MaxRows = 1_048_576
	MaxCols = 16_384
	// MaxMerges is the most merged ranges of a sheet.
	MaxMerges = 100_000
	// MaxStyles is the most cell formats of a workbook.
	MaxStyles = 20_000
	// MaxSheets is the most sheets of a workbook.
	MaxSheets = 500
	// MaxCell is the most characters of a cell in Excel.
	MaxCell = 32_767
	// maxTag is the most bytes of one XML tag with its attributes.
	maxTag = 1 << 20
)
