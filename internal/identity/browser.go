package identity

import "strings"

// afterSignIn is where people go who asked for nothing in particular.
const afterSignIn = "/overview"

// LocalPath gives back a path on this portal, and the overview for anything a
// browser could take for another site. Browsers read "//" and "\" as the
// beginning of a host, and drop control characters before they look.
func LocalPath(p string) string {
	if !strings.HasPrefix(p, "/") || strings.HasPrefix(p, "//") || strings.Contains(p, `\`) {
		return afterSignIn
	}
	if strings.ContainsFunc(p, func(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 }) {
		return afterSignIn
	}
	return p
}

// deviceOf makes a short label of a User-Agent, such as "Firefox, Windows", for
// people to recognise their sessions by. It is "" for one it does not know.
func deviceOf(userAgent string) string {
	browser := firstNamed(userAgent, []named{
		// Most browsers claim to be others as well; the more particular comes first.
		{"Edg", "Edge"}, {"OPR/", "Opera"}, {"SamsungBrowser", "Samsung Internet"},
		{"Firefox", "Firefox"}, {"FxiOS", "Firefox"}, {"CriOS", "Chrome"},
		{"Chrome", "Chrome"}, {"Safari", "Safari"},
	})
	system := firstNamed(userAgent, []named{
		{"Windows", "Windows"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"},
		{"Mac OS X", "macOS"}, {"CrOS", "ChromeOS"}, {"Linux", "Linux"},
	})
	return strings.Trim(browser+", "+system, ", ")
}

// named is a mark in a User-Agent and what it says.
type named struct{ mark, name string }

func firstNamed(userAgent string, list []named) string {
	for _, n := range list {
		if strings.Contains(userAgent, n.mark) {
			return n.name
		}
	}
	return ""
}
