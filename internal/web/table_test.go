package web

import "testing"

func TestTableOf(t *testing.T) {
	got, err := tableOf([][]string{{"Firma", "Timer"}, {"=HYPERLINK(1)", "-1,5"}, {"-rabat; \"ny\"", "1.234,50"}, {"@a", "+45"}})
	want := "\ufeffFirma;Timer\r\n'=HYPERLINK(1);-1,5\r\n\"'-rabat; \"\"ny\"\"\";1.234,50\r\n'@a;'+45\r\n"
	if err != nil || string(got) != want {
		t.Errorf("got %q, %v", got, err)
	}
}
