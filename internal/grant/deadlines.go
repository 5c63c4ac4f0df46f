package grant

import (
	"github.com/shopspring/decimal"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/strictjson"
)

// assistanceHours is the most personal assistance a job gives: twenty hours of
// a full week, and in proportion below that (kompensationsloven § 4).
type assistanceHours struct {
	named
	JobHours decimal.Decimal `json:"job_hours_per_week" must:"true" limit:"0..168"`
	Weeks    decimal.Decimal `json:"weeks" must:"true" limit:"0.."`
}

func (q *assistanceHours) work(r *Rules, _ *strictjson.Faults) result {
	most := r.constant("assistance_hours_of_full_week").Mul(decimal.Min(q.JobHours, r.fullTime))
	return result{
		"max_hours_per_week": most.DivRound(r.fullTime, 2),
		"max_hours_period":   most.Mul(q.Weeks).DivRound(r.fullTime, 2),
	}
}

// assistanceBackTo is the first day an application for assistance reaches back
// to (BEK 1174/2019 § 21).
type assistanceBackTo struct {
	named
	AppliedOn caldate.Date `json:"applied_on" must:"true"`
}

func (q *assistanceBackTo) work(r *Rules, _ *strictjson.Faults) result {
	return result{"pays_from": q.AppliedOn.AddMonths(-r.count("assistance_back_months"))}
}

// claimPaidBy is when a month's claim is paid (BEK 1216/2023 § 93).
type claimPaidBy struct {
	named
	WorkMonth  string       `json:"work_month" must:"true" form:"month"`
	ReceivedOn caldate.Date `json:"received_on" must:"true"`
}

func (q *claimPaidBy) work(r *Rules, f *strictjson.Faults) result {
	following := monthDay(q.WorkMonth).AddMonths(1)
	if q.ReceivedOn.Before(following) {
		f.Add("received_on", "is before the month is over")
	}
	received := q.ReceivedOn.MonthStart()
	ahead := 2
	if received == following && q.ReceivedOn.Day() <= r.count("claim_day") {
		ahead = 1
	}
	return result{"paid_by": received.AddMonths(ahead).Add(-1)}
}

// decisionDue is the last day of an authority's time to decide.
type decisionDue struct {
	named
	Kind      string       `json:"kind" must:"true" in:"vitas,compensation_aid"`
	AppliedOn caldate.Date `json:"applied_on" must:"true"`
}

func (q *decisionDue) work(r *Rules, _ *strictjson.Faults) result {
	if q.Kind == "compensation_aid" {
		return result{"due_on": q.AppliedOn.Add(r.count("aid_decision_days"))}
	}
	return result{"due_on": r.vitasDecision(q.AppliedOn)}
}

// vitasDecision is the last day of the municipality's time to decide on an
// application in VITAS; the day of the application is not counted.
func (r *Rules) vitasDecision(applied caldate.Date) caldate.Date {
	due := applied
	for left := r.count("vitas_decision_working_days"); left > 0; {
		due = due.Add(1)
		if due.IsWorkday() {
			left--
		}
	}
	return due
}

// releaseCertificate is the frigørelsesattest of a dagpenge recipient: five
// weeks from and including the day the employer can ask for notice (BEK 46/2026
// § 29).
type releaseCertificate struct {
	named
	NoticeFrom caldate.Date `json:"notice_from" must:"true"`
	ReceivedOn caldate.Date `json:"received_on" must:"true"`
}

func (q *releaseCertificate) work(r *Rules, _ *strictjson.Faults) result {
	latest := q.NoticeFrom.Add(r.count("release_certificate_days") - 1)
	out := result{"latest": latest, "in_time": true, "supplement_from": q.NoticeFrom}
	if q.ReceivedOn.After(latest) {
		out["in_time"], out["supplement_from"] = false, q.ReceivedOn
	}
	return out
}

// signatory is who signs for the employees: the first there is in the order of
// BEK 1216/2023 § 83, or the next when the first is away too long.
type signatory struct {
	named
	StewardOnP   bool             `json:"shop_steward_on_p" must:"true"`
	StewardOnCVR bool             `json:"shop_steward_on_cvr" must:"true"`
	JointOnCVR   bool             `json:"joint_shop_steward_on_cvr" must:"true"`
	EmployeeOnP  bool             `json:"employee_rep_on_p" must:"true"`
	Absent       *decimal.Decimal `json:"first_absent_workdays" limit:"0.."`
}

func (q *signatory) work(r *Rules, _ *strictjson.Faults) result {
	var there []string
	for _, s := range []struct {
		name   string
		exists bool
	}{
		{"shop_steward_on_p", q.StewardOnP}, {"shop_steward_on_cvr", q.StewardOnCVR},
		{"joint_shop_steward_on_cvr", q.JointOnCVR}, {"employee_rep_on_p", q.EmployeeOnP},
	} {
		if s.exists {
			there = append(there, s.name)
		}
	}
	away := q.Absent != nil && q.Absent.GreaterThan(r.constant("representative_absent_working_days"))
	out := result{"signatory": nil, "may_use_next": away}
	switch {
	case away && len(there) > 1:
		out["signatory"] = there[1]
	case len(there) > 0:
		out["signatory"] = there[0]
	}
	return out
}
