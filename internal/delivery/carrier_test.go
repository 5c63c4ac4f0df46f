package delivery_test

import (
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/delivery"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/mail/mailtest"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/reminder"
	"fodfaeste/internal/store"
	"fodfaeste/internal/store/storetest"
)

var daily = delivery.Choice{How: delivery.Daily, Locale: "da"}

// look lets a carrier do what is due at a moment.
func (w world) look(c *delivery.Carrier, now time.Time) {
	w.t.Helper()
	w.clock.Set(now)
	if err := c.Run(w.t.Context(), now); err != nil && !strings.Contains(err.Error(), "no mail server") {
		w.t.Fatal(err)
	}
}

// last is the latest digest's mail.
func (w world) last() reminder.Mail {
	w.t.Helper()
	list := w.all()
	return list[len(list)-1].Mail
}

// setting is how the first owner is told.
func (w world) setting() delivery.Setting {
	w.t.Helper()
	s, err := w.settings.Get(w.t.Context(), access.System(), "dlv_com_1_per_00")
	w.check(err)
	return s
}

// TestRetry: a server that says "later" is asked again with growing pauses; one
// attempt gets through, under the same Message-ID.
func TestRetry(t *testing.T) {
	w := newWorld(t, storetest.Open(t, specs()...), 1)
	w.withAddress("per_00", daily)
	w.remind()
	var tried atomic.Int32
	sink := mailtest.Start(t, "none")
	sink.Hook(mailtest.Hooks{Recipient: func(string) error {
		if tried.Add(1) <= 2 {
			return mailtest.Code(451, [3]int{4, 7, 1}, "greylisted per_00@firma.example")
		}
		return nil
	}})
	c := w.carrier(sink.Address)
	for _, tt := range []struct {
		minutes int
		state   reminder.MailState
		tries   int
	}{{0, reminder.MailWaits, 1}, {4, reminder.MailWaits, 1}, {5, reminder.MailWaits, 2}, {19, reminder.MailWaits, 2}, {20, reminder.MailSent, 3}, {60, reminder.MailSent, 3}} {
		w.look(c, at(thursday, 10).Add(time.Duration(tt.minutes)*time.Minute))
		if got := w.last(); got.State != tt.state || int(tried.Load()) != tt.tries || strings.Contains(got.Answer, "@") {
			t.Errorf("after %d minutes: %+v, %d tries", tt.minutes, got, tried.Load())
		}
	}
	if n := len(sink.Taken()); n != 1 {
		t.Errorf("%d were taken", n)
	}
}

// TestGivenUp: while no server answers nothing is lost: in the evening the mail is
// given up, and the next day's digest says the same again.
func TestGivenUp(t *testing.T) {
	w := newWorld(t, storetest.Open(t, specs()...), 2)
	w.withAddress("per_00", daily)
	w.withAddress("per_01", daily)
	w.remind()
	c := w.carrier("127.0.0.1:1") // nobody listens there
	for hour := 10; hour < 18; hour++ {
		w.look(c, at(thursday, hour))
	}
	w.look(c, at(thursday, 18))
	if got := w.states(); got[reminder.MailGivenUp] != 2 {
		t.Fatalf("in the evening they are %v", got)
	}
	sink := mailtest.Start(t, "none")
	w.clock.Set(at(thursday.Add(1), 12)) // Friday
	w.remind()
	w.look(w.carrier(sink.Address), at(thursday.Add(1), 12))
	if got := w.states(); len(sink.Taken()) != 2 || got[reminder.MailSent] != 2 {
		t.Errorf("the next day %d were taken: %v", len(sink.Taken()), got)
	}
}

// TestUnclear: without an answer a mail is not sent again; the next day's digest
// says what is still missing, as another mail.
func TestUnclear(t *testing.T) {
	w := newWorld(t, storetest.Open(t, specs()...), 1)
	w.withAddress("per_00", daily)
	w.remind()
	sink := mailtest.Start(t, "none")
	var ends atomic.Int32
	sink.Hook(mailtest.Hooks{Drop: func(string) bool { return ends.Add(1) == 1 }})
	c := w.carrier(sink.Address)
	for hour := 10; hour < 18; hour++ {
		w.look(c, at(thursday, hour))
	}
	if got := w.last(); got.State != reminder.MailUnclear || len(sink.Taken()) != 1 {
		t.Fatalf("it is %+v, and %d were taken", got, len(sink.Taken()))
	}
	w.clock.Set(at(thursday.Add(1), 12))
	w.remind()
	w.look(c, at(thursday.Add(1), 12))
	if taken := sink.Taken(); len(taken) != 2 || taken[0].ID == taken[1].ID || w.last().State != reminder.MailSent {
		t.Errorf("the next day it is %+v after %d", w.last(), len(taken))
	}
}

// TestReturned: an address that takes no mail gets none any more, until the person
// confirms one; the firm is told of whom, not where.
func TestReturned(t *testing.T) {
	w := newWorld(t, storetest.Open(t, specs()...), 1)
	w.withAddress("per_00", daily)
	w.remind()
	sink := mailtest.Start(t, "none")
	var tries atomic.Int32
	sink.Hook(mailtest.Hooks{Recipient: func(string) error {
		tries.Add(1)
		return mailtest.Code(550, [3]int{5, 1, 1}, "<per_00@firma.example>: unknown")
	}})
	c := w.carrier(sink.Address)
	w.look(c, at(thursday, 10))
	if got := w.last(); got.State != reminder.MailReturned || got.Answer != "550 5.1.1" {
		t.Fatalf("it is %+v", got)
	}
	if people, err := w.service.Returned(t.Context(), w.actor("per_00")); err != nil || len(people) != 1 || people[0] != "per_00" {
		t.Errorf("the firm is told of %v, %v", people, err)
	}
	w.sendBack("opn_2", thursday.Add(1))
	w.clock.Set(at(thursday.Add(1), 12))
	w.remind()
	w.look(c, at(thursday.Add(1), 12))
	if got := w.last(); got.State != reminder.MailNot || tries.Load() != 1 {
		t.Errorf("the next digest's mail is %+v after %d tries", got, tries.Load())
	}
	set, err := w.service.Choose(t.Context(), w.actor("per_00"), daily, "per_00@firma.example")
	w.check(err)
	sink.Hook(mailtest.Hooks{})
	w.look(c, at(thursday.Add(1), 13))
	secret := strings.TrimSpace(strings.Split(string(sink.Taken()[0].Body), "\r\n\r\n")[1])
	secret, _, _ = strings.Cut(secret, "\r\n")
	if set.Pending == "" || set.ByMail() {
		t.Errorf("the same address is %+v", set)
	}
	if log := w.logged.String(); strings.Contains(log, "@") || strings.Contains(log, "Birthe") || !strings.Contains(log, "550 5.1.1") {
		t.Errorf("the log says %s", log)
	}
	w.check(w.service.Confirm(t.Context(), secret))
	if set = w.setting(); !set.ByMail() || set.Pending != "" {
		t.Errorf("confirmed again it is %+v", set)
	}
}

// TestHours: nothing goes before the firm's digests are all made, before the
// person's own hour, in the evening, at the weekend, or of what is settled.
func TestHours(t *testing.T) {
	for name, tt := range map[string]struct {
		choice delivery.Choice
		when   time.Time
		remind bool
		want   reminder.MailState
		taken  int
	}{
		"at its hour":           {daily, at(thursday, 10), true, reminder.MailSent, 1},
		"the person's is later": {delivery.Choice{How: delivery.Daily, Hour: 14}, at(thursday, 13), true, reminder.MailWaits, 0},
		"the person's":          {delivery.Choice{How: delivery.Daily, Hour: 14}, at(thursday, 14), true, reminder.MailSent, 1},
		"in the evening":        {daily, at(thursday, 18), true, reminder.MailGivenUp, 0},
		"the day after":         {daily, at(thursday.Add(1), 10), true, reminder.MailGivenUp, 0},
		"at the weekend":        {delivery.Choice{How: delivery.Weekly, Weekday: time.Friday}, at(thursday.Add(2), 10), true, reminder.MailGivenUp, 0},
		"only in the portal":    {delivery.Choice{How: delivery.Portal}, at(thursday, 10), true, reminder.MailNot, 0},
		"weekly, another day":   {delivery.Choice{How: delivery.Weekly, Weekday: time.Tuesday}, at(thursday, 10), true, reminder.MailWaits, 0},
		"weekly, that day":      {delivery.Choice{How: delivery.Weekly, Weekday: time.Thursday}, at(thursday, 10), true, reminder.MailSent, 1},
	} {
		w := newWorld(t, storetest.Open(t, specs()...), 1)
		w.withAddress("per_00", tt.choice)
		sink := mailtest.Start(t, "none")
		w.remind()
		w.look(w.carrier(sink.Address), tt.when)
		if got := w.last(); got.State != tt.want || len(sink.Taken()) != tt.taken {
			t.Errorf("%s: %+v, %d taken", name, got, len(sink.Taken()))
		}
	}
}

// TestWeekly: a week's digests go in one mail, on the chosen day, with what is
// still missing and nothing else.
func TestWeekly(t *testing.T) {
	w := newWorld(t, storetest.Open(t, specs()...), 1)
	w.withAddress("per_00", delivery.Choice{How: delivery.Weekly, Weekday: time.Wednesday, Locale: "da"})
	sink := mailtest.Start(t, "none")
	c := w.carrier(sink.Address)
	w.sendBack("opn_2", thursday.Add(4)) // Monday
	w.sendBack("opn_3", thursday.Add(5))
	for day := range 7 {
		on := thursday.Add(day)
		if day == 5 { // the second is published before the day comes
			_, err := store.In(w.db, opening.Table).Update(t.Context(), access.System(), "opn_2", func(o *opening.Opening) error {
				o.Review, o.Status = nil, opening.Paused
				return nil
			})
			w.check(err)
		}
		for _, hour := range []int{9, 13, 17} {
			w.clock.Set(at(on, hour))
			w.remind()
			w.look(c, at(on, hour))
		}
		if got, want := len(sink.Taken()), map[bool]int{true: 1}[day == 6]; got != want {
			t.Fatalf("on day %d %d were taken", day, got)
		}
	}
	if body := string(sink.Taken()[0].Body); !strings.Contains(body, "sent_back 2") {
		t.Errorf("the mail says %s", body)
	}
	if got := w.states(); got[reminder.MailWith] != 2 || got[reminder.MailSent] != 1 {
		t.Errorf("the mails are %v", got)
	}
}

// TestSettled: what was done before the mail goes is not in it, and nothing at all
// makes no mail; nor does anybody get one who has left.
func TestSettled(t *testing.T) {
	for name, change := range map[string]func(w world) error{
		"published": func(w world) error {
			_, err := store.In(w.db, opening.Table).Update(w.t.Context(), access.System(), "opn_1", func(o *opening.Opening) error { o.Review = nil; return nil })
			return err
		},
		"left": func(w world) error {
			_, err := store.In(w.db, access.Grants).Update(w.t.Context(), access.System(), "grt_per_00", func(g *access.Grant) error { g.RevokedAt = w.clock.Now(); return nil })
			return err
		},
	} {
		w := newWorld(t, storetest.Open(t, specs()...), 1)
		w.withAddress("per_00", daily)
		sink := mailtest.Start(t, "none")
		w.remind()
		w.check(change(w))
		w.look(w.carrier(sink.Address), at(thursday, 11))
		if w.last().State != reminder.MailNot || len(sink.Taken()) != 0 {
			t.Errorf("%s: %+v", name, w.last())
		}
	}
}

// TestStop: a link of a mail ends them, once and for all clicks; an invented one
// ends nothing.
func TestStop(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db, 1)
		w.withAddress("per_00", daily)
		sink := mailtest.Start(t, "none")
		w.remind()
		w.look(w.carrier(sink.Address), at(thursday, 10))
		link := sink.Taken()[0].Header.Get("List-Unsubscribe")
		secret := strings.TrimSuffix(link[strings.LastIndex(link, "/")+1:], ">")
		for _, wrong := range []string{"", "unknown", secret + "x"} {
			if err := w.service.Stop(t.Context(), wrong); !fault.Is(err, fault.NotFound) {
				t.Errorf("%q: %v", wrong, err)
			}
		}
		w.check(w.service.Stoppable(t.Context(), secret))
		for range 2 {
			w.check(w.service.Stop(t.Context(), secret))
		}
		if set := w.setting(); set.ByMail() || set.Address == "" || len(set.Events) != 1 || set.Events[0].Type != "delivery_stopped" {
			t.Errorf("stopped it is %+v", set)
		}
	}, specs()...)
}

// TestConfirm: only the link of the last mail confirms, once and within three days;
// until then mail goes where it went. A link is kept as a hash alone.
func TestConfirm(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db, 1)
		w.withAddress("per_00", daily)
		owner := w.actor("per_00")
		ask := func() string {
			t.Helper()
			set, err := w.service.Choose(t.Context(), owner, daily, "ny@firma.example")
			w.check(err)
			set, secret, err := w.service.ClaimConfirmation(t.Context(), set.ID)
			w.check(err)
			if set.Address != "per_00@firma.example" || set.Pending != "ny@firma.example" || set.Confirmation.LinkHash == secret {
				t.Fatalf("asked, it is %+v", set)
			}
			w.clock.Advance(time.Hour) // the process was gone
			return secret
		}
		first := ask()
		_, second, err := w.service.ClaimConfirmation(t.Context(), "dlv_com_1_per_00")
		w.check(err)
		if err := w.service.Confirm(t.Context(), first); !fault.Is(err, fault.NotFound) {
			t.Errorf("an earlier link: %v", err)
		}
		w.check(w.service.Confirmable(t.Context(), second))
		w.check(w.service.Confirm(t.Context(), second))
		if err := w.service.Confirm(t.Context(), second); !fault.Is(err, fault.NotFound) {
			t.Errorf("a link used twice: %v", err)
		}
		if set := w.setting(); set.Address != "ny@firma.example" || set.Pending != "" || !set.ByMail() {
			t.Errorf("confirmed it is %+v", set)
		}
		_, err = w.service.Choose(t.Context(), owner, daily, "tredje@firma.example")
		w.check(err)
		_, third, err := w.service.ClaimConfirmation(t.Context(), "dlv_com_1_per_00")
		w.check(err)
		w.clock.Advance(72 * time.Hour)
		if err := w.service.Confirm(t.Context(), third); !fault.Is(err, fault.NotFound) {
			t.Errorf("a link after three days: %v", err)
		}
	}, specs()...)
}

// TestChoose: what is refused of a choice, and what becomes of the address.
func TestChoose(t *testing.T) {
	w := newWorld(t, storetest.Open(t, specs()...), 1)
	owner := w.actor("per_00")
	for name, tt := range map[string]struct {
		choice  delivery.Choice
		address string
		field   string
	}{
		"no address":     {daily, "", "address"},
		"a name":         {daily, "Birthe Holm <b@firma.example>", "address"},
		"two":            {daily, "a@firma.example, b@firma.example", "address"},
		"no domain":      {daily, "birthe@bageri", "address"},
		"a line break":   {daily, "b@firma.example\r\nBcc: c@firma.example", "address"},
		"too long":       {daily, strings.Repeat("b", 250) + "@firma.example", "address"},
		"Danish letters": {daily, "bøger@firma.example", "address"},
		"no day":         {delivery.Choice{How: delivery.Weekly}, "b@firma.example", "weekday"},
		"at night":       {delivery.Choice{How: delivery.Daily, Hour: 22}, "b@firma.example", "hour"},
		"never heard of": {delivery.Choice{How: "hourly"}, "b@firma.example", "how"},
	} {
		if _, err := w.service.Choose(t.Context(), owner, tt.choice, tt.address); fault.FieldsOf(err)[tt.field] == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	for i := range 7 {
		_, err := w.service.Choose(t.Context(), owner, daily, "b"+strings.Repeat("b", i)+"@firma.example")
		if often := fault.FieldsOf(err)["address"] == "asked_often"; often != (i >= 5) {
			t.Errorf("confirmation mail %d: %v", i+1, err)
		}
	}
	set, err := w.service.Choose(t.Context(), owner, delivery.Choice{How: delivery.Portal}, "")
	if err != nil || set.Pending != "" || set.Address != "" {
		t.Errorf("forgotten, it is %+v, %v", set, err)
	}
	consultant := access.NewActor(access.Identity{PersonID: "per_00"}, access.Party{Kind: access.Municipality, ID: "mun_1"}, access.Consultant)
	if _, err := w.service.Choose(t.Context(), consultant, daily, "b@firma.example"); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a consultant: %v", err)
	}
}

// TestForget: at night the address goes of who left the firm, and one that nobody
// confirmed; those of the others stay.
func TestForget(t *testing.T) {
	w := newWorld(t, storetest.Open(t, specs()...), 2)
	w.withAddress("per_00", daily)
	w.withAddress("per_01", daily)
	_, err := store.In(w.db, access.Grants).Update(t.Context(), access.System(), "grt_per_01", func(g *access.Grant) error { g.RevokedAt = w.clock.Now(); return nil })
	w.check(err)
	_, err = w.service.Choose(t.Context(), w.actor("per_00"), daily, "ny@firma.example")
	w.check(err)
	for _, tt := range []struct {
		now     time.Time
		left    int
		pending string
	}{{at(thursday, 12), 2, "ny@firma.example"}, {at(thursday.Add(1), 3), 1, "ny@firma.example"}, {at(thursday.Add(4), 3), 1, ""}} {
		w.check(w.service.Forget(t.Context(), tt.now))
		left, err := w.settings.All(t.Context(), access.System(), store.Query{Index: "company"})
		if err != nil || len(left) != tt.left || w.setting().Pending != tt.pending || !w.setting().ByMail() {
			t.Errorf("at %s %d are left and %q waits, %v", tt.now, len(left), w.setting().Pending, err)
		}
	}
}
