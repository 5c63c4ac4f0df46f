package meetingweb

import (
	"fmt"
	"strings"
	"testing"

	"fodfaeste/internal/i18n"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/view/viewtest"
)

func TestViews(t *testing.T) {
	viewtest.Run(t, viewtest.Open(t, Views()), Views())
}

// TestWords: whatever the table of transitions can lead to or say has its words.
func TestWords(t *testing.T) {
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	texts := catalogue.For(i18n.Danish)
	want := func(key string) {
		if !texts.Has(key) {
			t.Errorf("there is no text %q", key)
		}
	}
	for _, row := range meeting.Machine() {
		for _, e := range row.Events {
			want("history." + e)
		}
	}
	for _, s := range []meeting.Status{meeting.Planned, meeting.Called, meeting.WasHeld, meeting.Noted, meeting.Closed, meeting.Cancelled, meeting.Overdue} {
		want("meeting.status." + string(s))
		want("error.meeting_is_" + string(s))
	}
	for _, r := range meeting.Reasons() {
		want("meeting.waiting.badge." + string(r))
	}
	for _, s := range []meeting.Status{meeting.IsReached, meeting.IsDropped} {
		want("error.milestone_is_" + string(s))
	}
}

// TestQuietMeeting: while a course is quiet, the mentor is told the tasks of the
// approved weeks and no sum of hours.
func TestQuietMeeting(t *testing.T) {
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	prepared := meeting.Prepared{Planned: 600, Approved: 480, Tasks: []meeting.TaskTime{{Title: "Plader", Minutes: 480}}}
	for quiet, want := range map[bool]int{true: 0, false: 2} {
		told := fmt.Sprint(preparedFacts(catalogue.For(i18n.Danish), prepared, quiet))
		if strings.Count(told, "8 t") != want || !strings.Contains(told, "Plader") {
			t.Errorf("quiet %t: %s", quiet, told)
		}
	}
}
