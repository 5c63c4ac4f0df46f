package openingweb

import (
	"context"

	"fodfaeste/internal/access"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/form"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/web"
)

// do answers for a command that is given in one tap.
func (h Handlers) do(give func(context.Context, access.Actor, string) (opening.Opening, error), said string) web.Handler {
	return func(r *web.Request) (web.Answer, error) {
		o, err := give(r.Context(), r.Actor, r.Param("id"))
		if err != nil {
			return nil, err
		}
		return web.SeeOther("/openings/"+o.ID, web.Done(r.T(said))), nil
	}
}

func (h Handlers) publish(r *web.Request) (web.Answer, error) {
	o, err := h.Openings.Publish(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	said := "opening.published"
	if o.StatusOn(r.Today()) == opening.InReview {
		said = "opening.submitted"
	}
	return web.SeeOther("/openings/"+o.ID, web.Done(r.T(said))), nil
}

// longestReason is how much somebody can write about why, in characters.
const longestReason = 600

// reviewList is where a consultant goes on: what was sent back is out of sight.
const reviewList = "/openings?status=" + string(opening.InReview)

// because answers for a command that takes a reason in the reader's own words.
func (h Handlers) because(r *web.Request, field, said, next string, give func(reason string) (opening.Opening, error)) (web.Answer, error) {
	if _, err := h.Openings.Get(r.Context(), r.Actor, r.Param("id")); err != nil {
		return nil, err // before anything typed is judged: a foreign opening is a missing one
	}
	f := r.Form()
	reason := f.Text(field, form.Required, form.Max(longestReason))
	err := f.Do(func() error {
		_, err := give(reason)
		return err
	})
	if err != nil {
		return nil, err
	}
	if !f.OK() {
		return h.showOpening(r, f)
	}
	return web.SeeOther(next, web.Done(r.T(said))), nil
}

func (h Handlers) sendBack(r *web.Request) (web.Answer, error) {
	return h.because(r, "send_back_reason", "opening.sent_back", reviewList, func(reason string) (opening.Opening, error) {
		return h.Openings.SendBack(r.Context(), r.Actor, r.Param("id"), reason)
	})
}

func (h Handlers) reject(r *web.Request) (web.Answer, error) {
	return h.because(r, "reject_reason", "opening.rejected", reviewList, func(reason string) (opening.Opening, error) {
		return h.Openings.Reject(r.Context(), r.Actor, r.Param("id"), reason)
	})
}

func (h Handlers) decline(r *web.Request) (web.Answer, error) {
	return h.because(r, "decline_reason", "opening.change.declined", reviewList, func(reason string) (opening.Opening, error) {
		return h.Openings.Decline(r.Context(), r.Actor, r.Param("id"), reason)
	})
}

func (h Handlers) withdrawTrust(r *web.Request) (web.Answer, error) {
	return h.because(r, "distrust_reason", "opening.trust.withdrawn", "/openings/"+r.Param("id"), func(reason string) (opening.Opening, error) {
		return h.Openings.WithdrawTrust(r.Context(), r.Actor, r.Param("id"), reason)
	})
}

func (h Handlers) close(r *web.Request) (web.Answer, error) {
	f := r.Form()
	reason := f.Choice("close_reason", opening.CloseReasons()...)
	if !f.OK() {
		return h.showOpening(r, f)
	}
	o, err := h.Openings.Close(r.Context(), r.Actor, r.Param("id"), reason)
	if fault.CodeOf(err) == "opening_awaited" { // who waits, and one answer to all of them
		return web.SeeOther("/openings/"+r.Param("id")+"/referrals", web.Notice{Kind: "warning", Text: r.T("error.opening_awaited")}), nil
	}
	if err != nil {
		return nil, err
	}
	return web.SeeOther("/openings/"+o.ID, web.Done(r.T("opening.closed"))), nil
}

func (h Handlers) repost(r *web.Request) (web.Answer, error) {
	o, err := h.Openings.Repost(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	return web.SeeOther("/openings/"+o.ID, web.Done(r.T("opening.reposted"))), nil
}
