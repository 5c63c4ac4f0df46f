package document

import (
	"path"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// cprShape is ten digits that may be a CPR number. In the name of a file it is
// better to hide one too many.
var cprShape = regexp.MustCompile(`\d{6}[-–_ ]?\d{4}`)

// CleanName makes a name harmless: without a path, without what cannot be seen or
// turns the direction of what is read, without a CPR number, and with the ending of
// what the file really is.
func CleanName(name, contentType string) string {
	name = strings.ToValidUTF8(name, "")
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.Map(func(c rune) rune {
		switch {
		case unicode.IsSpace(c):
			return ' '
		case unicode.IsControl(c), unicode.In(c, unicode.Cf, unicode.Co, unicode.Cs), strings.ContainsRune(`<>:"|?*`, c):
			return -1
		}
		return c
	}, name)
	name = strings.TrimRight(strings.Join(strings.Fields(name), " "), ". ")
	name = cprShape.ReplaceAllString(name, "xxxxxx-xxxx")
	ending := endings[contentType]
	stem := name
	for _, e := range ending {
		if strings.EqualFold(path.Ext(name), e) {
			stem, ending = name[:len(name)-len(e)], []string{e}
		}
	}
	stem = strings.Trim(stem, ". ")
	if stem == "" {
		stem = "dokument"
	}
	for utf8.RuneCountInString(stem) > LongestName {
		_, last := utf8.DecodeLastRuneInString(stem)
		stem = stem[:len(stem)-last]
	}
	if len(ending) == 0 {
		return stem
	}
	return strings.TrimSpace(stem) + ending[0]
}

// endings are those of each type, the usual one first.
var endings = map[string][]string{
	PDF: {".pdf"}, PNG: {".png"}, JPEG: {".jpg", ".jpeg"}, DOCX: {".docx"}, XLSX: {".xlsx"},
}
