package opening

import "testing"

func TestHints(t *testing.T) {
	for name, tt := range map[string]struct {
		offer Offer
		want  []Hint
	}{
		"nothing":               {Offer{Title: "Pakke brød", Kind: PraktikFirst, When: "Hverdage 8–10", Promise: "Møder stabilt"}, nil},
		"a CPR number":          {Offer{Title: "Jens 010190-1234"}, []Hint{{"title", "cpr_like"}}},
		"without a dash":        {Offer{When: "0101901234"}, []Hint{{"when", "cpr_like"}}},
		"a phone number":        {Offer{When: "Ring 12 34 56 78"}, nil},
		"no such month":         {Offer{When: "011390-1234"}, nil},
		"a diagnosis":           {Offer{Promise: "Kan komme sig af sin Depression"}, []Hint{{"promise", "diagnosis_word"}}},
		"inside another word":   {Offer{Title: "Langstrakt flytning"}, nil},
		"a vacancy":             {Offer{Kind: PraktikFirst, Tasks: []Task{{Title: "Feje"}, {Title: "Vikar for Ida"}}}, []Hint{{"tasks.1.title", "vacancy_like"}}},
		"a phrase of one":       {Offer{Kind: PraktikFirst, When: "37 timer om ugen"}, []Hint{{"when", "vacancy_like"}}},
		"paid from day one":     {Offer{Kind: Paid, Title: "Vikar for Ida"}, nil},
		"the gravest alone":     {Offer{Kind: PraktikFirst, Title: "Vikar, 010190-1234"}, []Hint{{"title", "cpr_like"}}},
		"two fields, in order":  {Offer{Title: "ADHD", Promise: "PTSD"}, []Hint{{"title", "diagnosis_word"}, {"promise", "diagnosis_word"}}},
		"a word of two letters": {Offer{Title: "OK"}, nil},
	} {
		got := tt.offer.Hints()
		if len(got) != len(tt.want) {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
			continue
		}
		for i := range got {
			if got[i] != tt.want[i] {
				t.Errorf("%s: %v, want %v", name, got, tt.want)
			}
		}
	}
}

func TestHasCPR(t *testing.T) {
	for text, want := range map[string]bool{
		"010190-1234": true, "0101901234": true, "ring 010190 1234": true, "610190-1234": true, "310290-1234": false, "54 12 34 56": false,
		"12345678901": false, "kl. 10-12, 5412 3456": false, "": false,
	} {
		if HasCPR(text) != want {
			t.Errorf("%q: %t", text, !want)
		}
	}
}
