package opening

import (
	"regexp"

	"fodfaeste/internal/caldate"
)

// cprShape is six digits of a date and four more, apart or together.
var cprShape = regexp.MustCompile(`(?:^|\D)(\d{2})(\d{2})(\d{2})[-– ]?\d{4}(?:\D|$)`)

// HasCPR tells whether a text holds something like a CPR number: ten digits that
// begin with a day and a month. Such a number belongs nowhere in the portal.
func HasCPR(text string) bool {
	for _, m := range cprShape.FindAllStringSubmatch(text, -1) {
		// Days from 61 on are those of replacement numbers.
		day := m[1]
		if day >= "61" {
			day = string(day[0]-6) + day[1:]
		}
		if _, err := caldate.Parse("2000-" + m[2] + "-" + day); err == nil { // a leap year
			return true
		}
	}
	return false
}
