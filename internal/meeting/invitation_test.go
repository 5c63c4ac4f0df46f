package meeting

import (
	"testing"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/placement"
)

// TestEntry: a meeting keeps its name in a calendar through everything, and what
// came later counts over what came before.
func TestEntry(t *testing.T) {
	p := course("2026-02-02", "2026-05-01")
	up := empty(p)
	by := on("2026-02-10")
	steps := []func() error{
		func() error { return nil },
		func() error {
			_, err := up.call(p, "halfway", Arrangement{Time: 600, Place: "Bageriet"}, by)
			return err
		},
		func() error {
			_, err := up.move(p, "halfway", Arrangement{On: day("2026-03-20"), Who: "candidate"}, on("2026-02-11"))
			return err
		},
		func() error {
			_, err := up.call(p, "halfway", Arrangement{Time: 660, Place: "Bageriet"}, on("2026-02-12"))
			return err
		},
		func() error {
			_, err := up.move(p, "halfway", Arrangement{On: day("2026-03-24"), Who: "firm", Why: "Travlt"}, on("2026-02-13"))
			return err
		},
		func() error {
			_, err := up.cancel(p, "halfway", "candidate", "", on("2026-02-14"))
			return err
		},
	}
	var sequences []int
	var before = -1
	for i, step := range steps {
		if err := step(); err != nil {
			t.Fatal(i, err)
		}
		m, _ := up.Meeting(p, "halfway")
		e := m.Entry(p, "fodfaeste.example")
		if e.UID != "plc_1-halfway@fodfaeste.example" || e.On != m.On || e.Sequence < before || e.Cancelled != (i == 5) {
			t.Errorf("step %d: %+v", i, e)
		}
		before, sequences = e.Sequence, append(sequences, e.Sequence)
		if i > 0 && caldate.Of(e.Stamp) != day("2026-02-09").Add(i) {
			t.Errorf("step %d was last changed %s", i, e.Stamp)
		}
	}
	for i, want := range []int{0, 0, 1, 1, 2, 3} {
		if sequences[i] != want {
			t.Errorf("the sequences are %v", sequences)
			break
		}
	}
	if _, err := up.replan(p, "halfway", day("2026-03-27"), on("2026-02-15")); err != nil {
		t.Fatal(err)
	}
	again, _ := up.Meeting(p, "halfway-again")
	if e := again.Entry(p, "h"); e.UID != "plc_1-halfway-again@h" || e.Cancelled {
		t.Errorf("the one planned anew: %+v", e)
	}
}

// TestPreparedMore: a meeting is told which tasks moved, how the approved weeks
// went and which questions are open, since the meeting before.
func TestPreparedMore(t *testing.T) {
	p := course("2026-02-02", "2026-05-01")
	p.Agreement.Tasks = append(p.Agreement.Tasks, placement.Task{ID: "t2", Title: "Brød", Minutes: 60, Strand: placement.Praktik})
	p.Ladder = []placement.Rung{{TaskID: "t2", Step: placement.Training, On: day("2026-02-03")}, {TaskID: "t2", Step: placement.WithHelp, On: day("2026-03-10")}, {TaskID: "gone", Step: placement.Alone, On: day("2026-03-11")}}
	yes := &placement.Tick{}
	p.Conversions = []placement.Conversion{
		{TaskIDs: []string{"t2"}, From: day("2026-03-16"), Company: yes, Candidate: yes, Informed: yes},
		{TaskIDs: []string{"t1"}, From: day("2026-03-16"), Company: yes},
	}
	first := day("2026-02-02").Week()
	weeks := []hours.Week{
		{Week: first, ApprovedAt: p.SentAt.AddDate(0, 0, 9), Word: hours.Word{Face: "good"}},
		{Week: first.Add(1), Word: hours.Word{Face: "hard"}, Questions: []hours.Question{{Text: "Også torsdag?"}}},
		{Week: first.Add(2), Word: hours.Word{Face: "hard"}, Versions: []hours.Version{{Word: hours.Word{Face: "fair"}}}},
	}
	end := Meeting{ID: "end", Kind: End, On: day("2026-05-01")}
	got := Prepare(p, FollowUp{}, end, weeks, day("2026-04-01"))
	if len(got.Moves) != 3 || got.Moves[0].Step != placement.Training || got.Moves[2] != (TaskMove{"Brød", placement.PaidTask, day("2026-03-16")}) {
		t.Errorf("tasks moved: %v", got.Moves)
	}
	if len(got.Faces) != 2 || got.Faces[0] != (Face{first, "good"}) || got.Faces[1] != (Face{first.Add(2), "fair"}) {
		t.Errorf("faces: %v", got.Faces)
	}
	if len(got.Questions) != 1 || got.Questions[0].Text != "Også torsdag?" {
		t.Errorf("questions: %v", got.Questions)
	}
	held := FollowUp{Meetings: []Meeting{{ID: "halfway", Kind: Halfway, On: day("2026-03-05"), Held: &Held{On: day("2026-03-05")}}}}
	if got := Prepare(p, held, end, weeks, day("2026-04-01")); len(got.Moves) != 2 {
		t.Errorf("since the meeting halfway: %v", got.Moves)
	}
}
