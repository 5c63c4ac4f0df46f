package programmeweb

import (
	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/effort"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/programme"
	"fodfaeste/internal/view"
)

// Views lists what this package renders.
func Views() []view.Declaration { return []view.Declaration{boardPage, goalsPage} }

var (
	sampleDay   = caldate.MustParse("2026-11-21")
	consultant  = access.NewActor(access.Identity{PersonID: "per_1", Name: "Karen Holm"}, access.Party{Kind: access.Municipality, ID: "mun_1"}, access.Consultant)
	coordinator = access.NewActor(access.Identity{PersonID: "per_2", Name: "Jens Toft"}, access.Party{Kind: access.Association, ID: "aso_1"}, access.Coordinator)
)

func sampleProgramme() programme.Programme {
	p := programme.Programme{Name: "Fodfæste 2026–2028", From: caldate.MustParse("2026-01-01"), Until: caldate.MustParse("2028-12-31"), Firms: 400, People: 850, Earning: 550}
	p.Version = 1
	p.Events = []audit.Event{{Type: "programme_set", At: sampleDay.Time(), ByName: "Karen Holm", Role: access.Consultant, Party: "Lolland Kommune", To: "Fodfæste 2026–2028; 01.01.2026–31.12.2028; 400 virksomheder"}}
	return p
}

func sampleBoard() programme.Board {
	b := programme.Board{Courses: 712, Running: 388, Ended: 301, Praktik: 9_120_345, Paid: 2_310_030}
	count := func(code programme.Code, n, of, goal int) {
		b.Numbers = append(b.Numbers, programme.Number{Code: code, Count: effort.Count{N: n, Of: of}, Goal: goal})
	}
	count(programme.Firms, 212, 340, 400)
	count(programme.People, 663, 701, 850)
	count(programme.Earning, 560, 663, 550)
	for i, e := range []effort.Ending{effort.Job, effort.Fleksjob, effort.Subsidy, effort.Education, effort.OwnWay} {
		count(programme.Code(e), 60-10*i, 301, 0)
	}
	count(programme.Documented, 290, 324, 0)
	for i := range 14 {
		b.Months = append(b.Months, programme.Month{First: caldate.MustParse("2025-10-01").AddMonths(i), People: 20 + 45*i, Earning: 5 + 38*i})
	}
	return b
}

var boardPage = view.New("pages/programme/board", func(t *i18n.Texts) []view.Sample[boardModel] {
	full := programme.Seen{Programme: sampleProgramme(), Board: sampleBoard()}
	small := programme.Seen{Board: programme.Board{Courses: 1, Running: 1, Praktik: 390, Months: []programme.Month{{First: caldate.MustParse("2026-11-01"), People: 1}}}}
	for _, code := range []programme.Code{programme.Firms, programme.People, programme.Earning} {
		small.Board.Numbers = append(small.Board.Numbers, programme.Number{Code: code, Count: effort.Count{N: 1, Of: 1}})
	}
	small.Board.Numbers[2].N = 0
	return []view.Sample[boardModel]{
		{Name: "nothing", Model: newBoard(t, consultant, programme.Seen{})},
		{Name: "nothing-shared", Model: newBoard(t, coordinator, programme.Seen{Programme: sampleProgramme()})},
		{Name: "first-course", Model: newBoard(t, coordinator, small)},
		{Name: "full", Model: newBoard(t, consultant, full)},
	}
})

var goalsPage = view.New("pages/programme/goals", func(t *i18n.Texts) []view.Sample[goalsModel] {
	wrong := form.Of(nil).Set("from", "1.1.2027").Set("until", "1.1.2026").Set("people", "mange")
	wrong.Fail("name", "required")
	wrong.Fail("until", "before_start")
	wrong.Fail("people", "number")
	theirs := newGoals(t, formOf(t, sampleProgramme()))
	theirs.Theirs = factsOf(t, sampleProgramme())
	return []view.Sample[goalsModel]{
		{Name: "empty", Model: newGoals(t, form.Of(nil))},
		{Name: "typical", Model: newGoals(t, formOf(t, sampleProgramme()))},
		{Name: "errors", Model: newGoals(t, wrong)},
		{Name: "changed", Model: theirs},
	}
})
