package grant

import (
	"bytes"
	"encoding/json"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/ruledata"
	"fodfaeste/internal/ruledata/datatest"
)

// Every figure, every day and every entry of the data matters: changed a
// little, either the rules are refused, or some answer is another one. What
// survives here could be wrong in the data without anybody noticing.
func TestEveryFigureMatters(t *testing.T) {
	t.Parallel()
	e := newExperiment(t)
	var all []change
	for _, file := range []string{"general.yaml", "conditions.yaml", "rates.yaml", "schemes.yaml", "targets.yaml", "exclusions.yaml"} {
		for _, edit := range editsOf(t, e.data[file]) {
			all = append(all, change{file, edit})
		}
	}
	trials := make([]trial, runtime.GOMAXPROCS(0))
	var wait sync.WaitGroup
	for w := range trials {
		wait.Go(func() {
			// Neighbours in the data are noticed by the same questions.
			trials[w] = e.try(all[w*len(all)/len(trials) : (w+1)*len(all)/len(trials)])
		})
	}
	wait.Wait()
	var sum trial
	for _, tr := range trials {
		sum.refused += tr.refused
		sum.noticed += tr.noticed
		sum.survivors = append(sum.survivors, tr.survivors...)
	}
	t.Logf("%d changes tried with %d questions: %d refused at loading, %d noticed in an answer, %d not noticed",
		len(all), len(e.questions), sum.refused, sum.noticed, len(sum.survivors))
	for _, s := range sum.survivors {
		if cannotMatter[s] == "" {
			t.Errorf("not noticed: %s", s)
		}
	}
	for s, why := range cannotMatter {
		if !slices.Contains(sum.survivors, s) {
			t.Errorf("noticed after all, although %s: %s", why, s)
		}
	}
}

// cannotMatter are the changes that no answer can show, and why.
var cannotMatter = map[string]string{
	"schemes.yaml/loentilskud_foertidspension/conditions/not_combinable is taken out": "no exclusion names the scheme",
	"schemes.yaml/integration_loentilskud/conditions/not_combinable is taken out":     "no exclusion names the scheme",
}

type change struct {
	file string
	edit edit
}

// trial counts what became of some changes.
type trial struct {
	refused, noticed int
	survivors        []string
}

// experiment is the data as they are, and what is answered by them.
type experiment struct {
	data      datatest.Files
	texts     texts
	rules     *Rules
	questions []question
	answers   []any
}

func newExperiment(t *testing.T) *experiment {
	t.Helper()
	e := &experiment{data: datatest.Of(t, files), rules: loaded(t)}
	for name, part := range e.texts.parts() {
		if err := ruledata.Read(files, name, part); err != nil {
			t.Fatal(err)
		}
	}
	e.questions = questionsOf(t, e.rules)
	for _, q := range e.questions {
		e.answers = append(e.answers, q.ask(e.rules))
	}
	return e
}

// load loads the data with a change. The files that are as they were are not
// read again.
func (e *experiment) load(c change) (*Rules, error) {
	x := e.texts
	part := reflect.ValueOf(x.parts()[c.file])
	part.Elem().SetZero() // a file decoded into what is there would be added to it
	changed := datatest.Files{c.file: c.edit.apply(e.data[c.file])}
	err := ruledata.Read(changed.FS(), c.file, part.Interface())
	return x.rules(err)
}

// try makes changes one by one and looks for a question that notices. It goes
// on from the ones that noticed last: questions and data are in one order.
func (e *experiment) try(changes []change) trial {
	var done trial
	var lately []int
	for _, c := range changes {
		r, err := e.load(c)
		if err != nil {
			done.refused++
			continue
		}
		at := e.notices(r, c, lately)
		if at < 0 {
			done.survivors = append(done.survivors, c.file+c.edit.what)
			continue
		}
		done.noticed++
		lately = slices.DeleteFunc(lately, func(q int) bool { return q == at })
		lately = append([]int{at}, lately[:min(len(lately), 20)]...)
	}
	return done
}

// notices finds a question with another answer under changed rules. A change of
// a scheme is looked for in that scheme first, which is much less work.
func (e *experiment) notices(r *Rules, c change, lately []int) int {
	id, _, _ := strings.Cut(strings.TrimPrefix(c.edit.what, "/"), "/")
	scheme := slices.IndexFunc(r.schemes, func(s scheme) bool { return s.ID == SchemeID(id) })
	order := slices.Clone(lately)
	if len(lately) > 0 {
		for i := range 10 {
			order = append(order, (lately[0]+i)%len(e.questions))
		}
	}
	for i := range e.questions {
		order = append(order, i)
	}
	if scheme >= 0 && c.file == "schemes.yaml" {
		for _, q := range order {
			if e.differsIn(scheme, q, r) {
				return q
			}
		}
	}
	for _, q := range order {
		if differ(e.questions[q].ask(r), e.answers[q]) {
			return q
		}
	}
	return -1
}

// differsIn asks about one scheme.
func (e *experiment) differsIn(scheme, q int, r *Rules) bool {
	s := e.questions[q].check
	if s == nil {
		return false
	}
	asked := &inquiry{Situation: s, rules: r, scheme: &r.schemes[scheme]}
	return differ(asked.answer(caldate.Date{}), e.answers[q].(Answer).Schemes[scheme])
}

// differ tells whether two answers say something else. Most are the same to the
// last bit; a number that is only written in another way is no difference.
func differ(a, b any) bool {
	return !reflect.DeepEqual(a, b) && inFull(a) != inFull(b)
}

// inFull is everything an answer holds, also what documents leave out.
func inFull(answer any) string {
	text, err := json.Marshal(answer)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// calculated is the result of a calculation, or why it was refused.
func calculated(r *Rules, input []byte) string {
	var out bytes.Buffer
	if err := r.RunAmounts(bytes.NewReader(input), &out); err != nil {
		return err.Error()
	}
	return out.String()
}
