package opening

// Template is a way of beginning that worked elsewhere: what a draft says where
// the firm has said nothing else yet. Its name, when it suits and the words of its
// promise are texts below "opening.template.".
type Template struct {
	Code    string
	Months  int // or weeks, where the course is shorter
	Weeks   int
	Minutes int // a week
	Kind    Kind
}

// Templates lists them in the order pages show them; the first is the one that a
// draft follows when nobody chose. They are those of Jammerbugt (three months,
// eight hours, two meetings), Coor (a job when stability, pace and quality are in
// place), Aalborg (three weeks at the end of a workshop) and a season.
func Templates() []Template {
	return []Template{
		{Code: "small_job", Months: DefaultMonths, Minutes: DefaultMinutes, Kind: PraktikFirst},
		{Code: "job_promise", Months: 6, Minutes: 12 * 60, Kind: BothAtOnce},
		{Code: "try_out", Weeks: 3, Minutes: 15 * 60, Kind: PraktikFirst},
		{Code: "season", Months: 4, Minutes: 15 * 60, Kind: Paid},
	}
}

// TemplateOf finds a template; the first of them where there is none of that code.
func TemplateOf(code string) Template {
	list := Templates()
	for _, t := range list {
		if t.Code == code {
			return t
		}
	}
	return list[0]
}
