package identity

import "testing"

func TestLocalPath(t *testing.T) {
	tests := map[string]struct{ path, want string }{
		"path":            {"/placements/plc_1", "/placements/plc_1"},
		"with query":      {"/placements?page=2&q=a%2F%2Fb", "/placements?page=2&q=a%2F%2Fb"},
		"root":            {"/", "/"},
		"Danish letters":  {"/søg?q=blåbær", "/søg?q=blåbær"},
		"none":            {"", "/overview"},
		"relative":        {"placements", "/overview"},
		"another site":    {"https://evil.example/", "/overview"},
		"no scheme":       {"//evil.example/", "/overview"},
		"backslash":       {`/\evil.example/`, "/overview"},
		"backslash later": {`/a\b`, "/overview"},
		"tab between":     {"/\t/evil.example/", "/overview"},
		"line break":      {"/a\r\nSet-Cookie: x=y", "/overview"},
		"delete":          {"/a\x7f", "/overview"},
		"control, 8 bits": {"/a\u0085", "/overview"},
		"script":          {"javascript:alert(1)", "/overview"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := LocalPath(tt.path); got != tt.want {
				t.Errorf("LocalPath(%q) = %q, want %q", tt.path, got, tt.want)
			}
		})
	}
}

func TestDeviceOf(t *testing.T) {
	tests := map[string]struct{ userAgent, want string }{
		"Edge":    {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "Edge, Windows"},
		"Chrome":  {"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36", "Chrome, Android"},
		"Safari":  {"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15", "Safari, macOS"},
		"Firefox": {"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"},
		"phone":   {"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 CriOS/140.0 Mobile/15E148 Safari/604.1", "Chrome, iPhone"},
		"system":  {"SomeReader (Windows NT 10.0)", "Windows"},
		"unknown": {"curl/8.5.0", ""},
		"none":    {"", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := deviceOf(tt.userAgent); got != tt.want {
				t.Errorf("deviceOf = %q, want %q", got, tt.want)
			}
		})
	}
}
