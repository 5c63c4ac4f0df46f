// Package obs is what operators see: metrics in the Prometheus format and the
// shape of the log.
package obs

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/common/expfmt"

	"fodfaeste/internal/store"
)

// NewLogger writes JSON lines. Nothing that names a person belongs in them:
// log ids, route patterns and kinds of fault.
func NewLogger(w io.Writer) *slog.Logger {
	return slog.New(slog.NewJSONHandler(w, nil))
}

// Metrics counts and times requests and store calls.
type Metrics struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
	calls    *prometheus.HistogramVec
}

// NewMetrics makes the metrics of one process.
func NewMetrics() *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "fodfaeste_request_seconds", Help: "Time to answer a request, by route pattern.",
			Buckets: []float64{.005, .01, .025, .05, .1, .25, .5, 1, 5},
		}, []string{"method", "route", "status"}),
		calls: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "fodfaeste_store_call_seconds", Help: "Time of a store call, by table and operation.",
			Buckets: []float64{.0005, .001, .005, .01, .05, .1, .5, 1},
		}, []string{"table", "op", "ok"}),
	}
	m.registry.MustRegister(m.requests, m.calls, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Request implements web.Observer.
func (m *Metrics) Request(method, pattern string, status int, took time.Duration) {
	m.requests.WithLabelValues(method, pattern, strconv.Itoa(status)).Observe(took.Seconds())
}

// StoreCall is a store.Observer.
func (m *Metrics) StoreCall(_ context.Context, c store.Call) {
	m.calls.WithLabelValues(c.Table, c.Op, strconv.FormatBool(c.Err == nil)).Observe(c.Duration.Seconds())
}

// Text gives all metrics in the Prometheus text format.
func (m *Metrics) Text() (contentType string, body []byte, err error) {
	families, err := m.registry.Gather()
	if err != nil {
		return "", nil, err
	}
	var buf bytes.Buffer
	format := expfmt.NewFormat(expfmt.TypeTextPlain)
	encoder := expfmt.NewEncoder(&buf, format)
	for _, family := range families {
		if err := encoder.Encode(family); err != nil {
			return "", nil, err
		}
	}
	return string(format), buf.Bytes(), nil
}
