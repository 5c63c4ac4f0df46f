package view

// Badge is the model of components/badge: a word that tells a status. The tone
// only underlines it; "" is neutral.
type Badge struct {
	Label string
	Tone  string // "", info, success, warning or error
}

// Fact is one line of components/facts.
type Fact struct {
	Label string
	Value string
}
