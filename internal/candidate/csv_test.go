package candidate

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
)

func word(list, code string) string {
	return map[string]string{"condition.calm": "Roligt sted", "condition.own_pace": "Eget tempo", "candidate.times.morning": "Formiddag"}[list+"."+code]
}

// latin writes a text as Windows-1252 does.
func latin(text string) string {
	var b []byte
	for _, r := range text {
		if r == '–' {
			r = 0x96
		}
		b = append(b, byte(r))
	}
	return string(b)
}

var sameDay = cmp.Comparer(func(a, b caldate.Date) bool { return a == b })

const head = "Nøgle;Fornavn;Opgaver;Behov;Timer nu;Ønskede timer;Postnummer;Kan begynde;Tidspunkter;Sagsbehandler\n"

func TestReadFile(t *testing.T) {
	want := Row{Key: "A-1", Profile: Profile{FirstName: "Åse", Mastered: []string{"Pakke", "Rengøring – gulve"}, Conditions: []string{"calm", "own_pace"}, MinutesNow: 240, MinutesWished: 750},
		Wish: Wish{PostCode: "4900", From: caldate.MustParse("2027-02-01"), Times: []string{"morning"}}}
	const line = "A-1;Åse;Pakke|Rengøring – gulve;roligt sted|Eget tempo;4;12,5;4900;01.02.2027;Formiddag;KB\n"
	commas := strings.ReplaceAll(strings.ReplaceAll(head+line, "12,5", "12.5"), ";", ",")
	for name, text := range map[string]string{
		"semicolons": head + line, "commas": commas, "a mark in front": "\ufeff" + head + line, "Windows": latin(strings.ReplaceAll(head+line, "\n", "\r\n")),
	} {
		f, err := ReadFile([]byte(text), word)
		if diff := cmp.Diff(File{Rows: []Row{want}, Unread: []string{"Sagsbehandler"}}, f, sameDay); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", name, err, diff)
		}
	}
}

func TestFaultyRows(t *testing.T) {
	for name, tt := range map[string]struct{ line, want string }{
		"no key":          {";Åse;Pakke;;;8", "3 key required"},
		"no name":         {"A-2;;Pakke;;;8", "3 first_name required"},
		"no tasks":        {"A-2;Åse;;;;8", "3 mastered required"},
		"no hours":        {"A-2;Åse;Pakke;;;", "3 minutes_wished required"},
		"hours in words":  {"A-2;Åse;Pakke;;;otte", "3 minutes_wished duration"},
		"too many hours":  {"A-2;Åse;Pakke;;;60", "3 minutes_wished over_full_week"},
		"unknown need":    {"A-2;Åse;Pakke;Ro;;8", "3 conditions choice"},
		"postcode":        {"A-2;Åse;Pakke;;;8;49000", "3 post_code post_code"},
		"a date":          {"A-2;Åse;Pakke;;;8;;31.02.2027", "3 from date"},
		"twice":           {"A-1;Åse;Pakke;;;8", "3 key key_twice"},
		"a number":        {"010190-1234;Åse;Pakke;;;8", "3 key cpr"},
		"one in a remark": {"A-2;Åse;Pakke;;;8;;;;cpr 0101901234", "3  cpr"},
		"too many cells":  {"A-2;Åse;Pakke;;;8;;;;;;", "3  csv_cells"},
		"quotes":          {`A-2;"Åse" x;Pakke;;;8`, "3  csv_quotes"},
		"two things":      {"A-2;;;;;8", "3 first_name required, 3 mastered required"},
		"empty":           {";;;", ""},
	} {
		f, err := ReadFile([]byte(head+"A-1;Åse;Pakke;;;8\n"+tt.line+"\nA-9;Bo;Feje;;;7:30\n"), word)
		var got []string
		for _, w := range f.Faults {
			got = append(got, fmt.Sprintf("%d %s %s", w.Line, w.Column, w.Code))
		}
		if strings.Join(got, ", ") != tt.want || len(f.Rows) != 2 || err != nil {
			t.Errorf("%s: %q, %d rows, %v; want %q", name, got, len(f.Rows), err, tt.want)
		}
	}
}

func TestFaultyFiles(t *testing.T) {
	for name, tt := range map[string]struct{ text, code string }{
		"empty":           {"", "required"},
		"no headers":      {"Åse;Pakke;8\n", "csv_columns_missing"},
		"a header twice":  {"Nøgle;Fornavn;Opgaver;Ønskede timer;Fornavn\n", "csv_column_twice"},
		"a spreadsheet":   {"PK\x03\x04\x00\x00", "csv_unreadable"},
		"too large":       {strings.Repeat("x", MaxFile+1), "file_too_large"},
		"only headers":    {head, ""},
		"too many people": {head + many(MaxRows+1), "csv_too_many"},
	} {
		if _, err := ReadFile([]byte(tt.text), word); fault.FieldsOf(err)["file"] != tt.code {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func many(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "K-%d;Bo;Pakke|Feje;Roligt sted;4;%d;49%02d\n", i, 5+i%20, i%100)
	}
	return b.String()
}

// TestImport: 5,000 rows of which 50 are faulty: all 50 are named, nothing is
// stored before the yes, and the same file again changes nothing.
func TestImport(t *testing.T) {
	lines := strings.SplitAfter(strings.TrimSuffix(many(5000), "\n"), "\n")
	want := map[int]string{}
	for i := range 50 {
		n := i * 97
		switch i % 3 {
		case 0:
			lines[n], want[n+2] = "K-"+fmt.Sprint(n)+";;Pakke;;;8\n", "first_name required"
		case 1:
			lines[n], want[n+2] = "K-"+fmt.Sprint(n)+";Bo 010190-1234;Pakke;;;8\n", "first_name cpr"
		default:
			lines[n], want[n+2] = "K-"+fmt.Sprint(n)+";Bo;Pakke;;;8;x\n", "post_code post_code"
		}
	}
	b := open(t)
	begin := time.Now()
	f, err := ReadFile([]byte(head+strings.Join(lines, "")), word)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := b.PlanImport(t.Context(), consultant, f.Rows)
	if err != nil || plan != (Plan{Added: 4950}) {
		t.Fatalf("the plan is %+v, %v", plan, err)
	}
	t.Logf("5,000 rows read and planned in %s", time.Since(begin))
	for _, w := range f.Faults {
		if want[w.Line] != w.Column+" "+w.Code {
			t.Errorf("line %d: %s %s, want %q", w.Line, w.Column, w.Code, want[w.Line])
		}
		delete(want, w.Line)
	}
	if len(want) > 0 || f.Wrong() != 50 {
		t.Errorf("%d faulty rows are told, not these: %v", f.Wrong(), want)
	}
	if register, err := b.Register(t.Context(), consultant); len(register) != 0 || err != nil {
		t.Fatalf("%d people before the yes, %v", len(register), err)
	}
	begin = time.Now()
	done, _, err := b.Import(t.Context(), consultant, f.Rows, MaxRows)
	if err != nil || done != plan {
		t.Fatalf("imported %+v, %v", done, err)
	}
	t.Logf("4,950 people stored in %s", time.Since(begin))
	before, err := b.Register(t.Context(), consultant)
	if err != nil {
		t.Fatal(err)
	}
	begin = time.Now()
	if done, _, err = b.Import(t.Context(), consultant, f.Rows, MaxRows); err != nil || done != (Plan{Same: 4950}) {
		t.Errorf("the second time: %+v, %v", done, err)
	}
	t.Logf("the same again in %s", time.Since(begin))
	after, err := b.Register(t.Context(), consultant)
	if diff := cmp.Diff(before, after, sameDay); diff != "" || err != nil || len(after) != 4950 {
		t.Errorf("the second import changed something: %d people, %v", len(after), err)
	}
	if plan, err = b.PlanImport(t.Context(), consultant, f.Rows); err != nil || plan != (Plan{Same: 4950}) {
		t.Errorf("the plan of the same file again: %+v, %v", plan, err)
	}
	f.Rows[3].Profile.MinutesWished = 600
	if done, _, err = b.Import(t.Context(), consultant, f.Rows, MaxRows); err != nil || done != (Plan{Changed: 1, Same: 4949}) {
		t.Errorf("one row changed: %+v, %v", done, err)
	}
	f.Rows[4].Profile.FirstName = ""
	f.Rows[5].Profile.MinutesWished = 660
	if done, _, err = b.Import(t.Context(), consultant, f.Rows, MaxRows); !fault.Is(err, fault.Invalid) || done != (Plan{}) {
		t.Errorf("a faulty row among good ones: %+v, %v", done, err)
	}
	elsewhere := access.NewActor(access.Identity{PersonID: "per_x"}, access.Party{Kind: access.Municipality, ID: "mun_2"}, access.Consultant)
	if plan, err := b.PlanImport(t.Context(), elsewhere, f.Rows[:3]); err != nil || plan.Added != 3 {
		t.Errorf("another municipality's keys are its own: %+v, %v", plan, err)
	}
}
