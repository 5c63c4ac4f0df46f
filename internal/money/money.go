// Package money holds amounts in Danish kroner as whole øre.
package money

import (
	"fmt"
	"strconv"
	"strings"
)

// Ore is an amount in øre, a hundredth of a krone.
type Ore int64

// String writes the amount the Danish way, with thousands apart: 1.234,50.
func (o Ore) String() string {
	sign, n := "", int64(o)
	if n < 0 {
		sign, n = "-", -n
	}
	return fmt.Sprintf("%s%s,%02d", sign, group(n/100), n%100)
}

// group sets a point before every third digit from the right.
func group(n int64) string {
	digits := strconv.FormatInt(n, 10)
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte('.')
		}
		b.WriteRune(d)
	}
	return b.String()
}
