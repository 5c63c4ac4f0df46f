package placementweb

import (
	"fodfaeste/internal/access"
	"fodfaeste/internal/audit/auditweb"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// tasksModel is where the tasks of a course stand on the ladder today.
type tasksModel struct {
	Action  string // address of a move
	Strands []strandModel
}

type strandModel struct {
	Heading string
	Tasks   []taskModel
}

type taskModel struct {
	ID     string
	Title  string
	Detail string
	Badge  view.Badge
	Step   string // as it is seen now
	Up     bool
	Down   bool
}

// newTasks lists the tasks of a course that was approved, those that make
// praktik first. Every step has the same tone: none is better than another.
func newTasks(t *i18n.Texts, actor access.Actor, p placement.Placement, today caldate.Date) tasksModel {
	m := tasksModel{Action: "/placements/" + p.ID + "/ladder"}
	if p.Status() != placement.Approved {
		return m
	}
	for _, strand := range []placement.Strand{placement.Praktik, placement.Paid} {
		s := strandModel{Heading: t.T("strand." + string(strand))}
		for _, task := range p.Agreement.Tasks {
			now, _ := p.TaskOn(task.ID, today)
			if now.Strand != strand || now.Teaching {
				continue
			}
			standing := p.StandingOn(task.ID, today)
			one := taskModel{
				ID: task.ID, Title: task.Title, Step: string(standing.Step), Badge: view.Badge{Label: t.T("ladder.steps." + string(standing.Step)), Tone: "info"},
				Up: p.CanMove(actor, placement.StepUp, task.ID, today), Down: p.CanMove(actor, placement.StepDown, task.ID, today),
			}
			if !standing.On.IsZero() && !standing.On.After(today) {
				one.Detail = t.T("ladder.since", "date", t.Date(standing.On))
			}
			s.Tasks = append(s.Tasks, one)
		}
		if len(s.Tasks) > 0 {
			m.Strands = append(m.Strands, s)
		}
	}
	return m
}

func (h Handlers) moveTask(r *web.Request) (web.Answer, error) {
	f := r.Form()
	p, err := h.Placements.MoveTask(r.Context(), r.Actor, r.Param("id"), f.Value("task"), placement.LadderMove(f.Value("move")), placement.LadderStep(f.Value("step")))
	if err != nil {
		return nil, err
	}
	return web.Changed("/placements/"+p.ID, web.Done(r.T("ladder.moved")),
		web.Part(tasksRegion, newTasks(r.Texts, r.Actor, p, r.Today())), web.Part(historyRegion, historyModel{auditweb.History(r.Texts, p.Events)})), nil
}

// quietModel is the switch that keeps curves of hours from those beside the
// person, for those who can set it, and what it does for the others.
type quietModel struct {
	Text   string // "" when there is nothing to say
	Action string
	Button string
}

func newQuiet(t *i18n.Texts, actor access.Actor, p placement.Placement) quietModel {
	address := "/placements/" + p.ID + "/quiet"
	switch {
	case p.Status() != placement.Approved:
		return quietModel{}
	case actor.Can(access.SetQuiet) && p.Quiet:
		return quietModel{t.T("quiet.is_on"), address + "/deletion", t.T("quiet.end")}
	case actor.Can(access.SetQuiet):
		return quietModel{t.T("quiet.is_off"), address, t.T("quiet.make")}
	}
	return quietModel{}
}

func (h Handlers) makeQuiet(r *web.Request) (web.Answer, error) { return h.setQuiet(r, true) }

func (h Handlers) endQuiet(r *web.Request) (web.Answer, error) { return h.setQuiet(r, false) }

func (h Handlers) setQuiet(r *web.Request, quiet bool) (web.Answer, error) {
	p, err := h.Placements.SetQuiet(r.Context(), r.Actor, r.Param("id"), quiet)
	if err != nil {
		return nil, err
	}
	done := "quiet.ended"
	if quiet {
		done = "quiet.made"
	}
	return web.SeeOther("/placements/"+p.ID, web.Done(r.T(done))), nil
}

// historyModel is the region of what happened.
type historyModel struct{ Lines []auditweb.Line }

var historyRegion = view.New("fragments/placement/history", func(t *i18n.Texts) []view.Sample[historyModel] {
	return []view.Sample[historyModel]{{Name: "typical", Model: historyModel{auditweb.History(t, samplePlacement(placement.Approved).Events)}}}
})

var tasksRegion = view.New("fragments/placement/tasks", func(t *i18n.Texts) []view.Sample[tasksModel] {
	p := climbedPlacement()
	return []view.Sample[tasksModel]{
		{Name: "typical", Model: newTasks(t, sampleMentor, p, sampleDay)},
		{Name: "reader", Model: newTasks(t, sampleApprover, p, sampleDay)},
	}
})

var (
	sampleMentor   = access.NewActor(access.Identity{PersonID: "p1", Name: "Mads Kjær"}, access.Party{Kind: access.Company}, access.Mentor)
	sampleApprover = access.NewActor(access.Identity{PersonID: "p4", Name: "Eva Lund"}, access.Party{Kind: access.Company}, access.Approver)
)

// climbedPlacement has one task that is learnt, one on the way and one that is
// new.
func climbedPlacement() placement.Placement {
	p := samplePlacement(placement.Approved)
	p.Agreement.Tasks = append([]placement.Task{{ID: "t3", Title: "Folde kageæsker", Minutes: 60, Strand: placement.Praktik}, {ID: "t4", Title: "Veje mel af", Minutes: 60, Strand: placement.Praktik}}, p.Agreement.Tasks...)
	p.Ladder = []placement.Rung{{TaskID: "t1", Step: placement.Alone, On: sampleDay.Add(-12)}, {TaskID: "t3", Step: placement.WithHelp, On: sampleDay.Add(-2)}}
	return p
}
