package httpapi

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"lianzhang/internal/access"
	"lianzhang/internal/store"
)

func init() {
	routes = append(routes, func(s *Server) {
		s.mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { health(w, http.StatusOK, "ok") })
		s.mux.HandleFunc("GET /readyz", s.ready)
		s.mux.Handle("GET /metrics", promhttp.HandlerFor(s.meter.registry, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError}))
	})
}

func health(w http.ResponseWriter, status int, word string) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"status": word}) // the reader may have gone
}

// ready says whether the database answers and has this program's schema.
func (s *Server) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 3*time.Second)
	defer cancel()
	have, know, err := s.db.Versions(ctx)
	switch {
	case err != nil:
		health(w, http.StatusServiceUnavailable, "database unreachable")
	case have != know:
		health(w, http.StatusServiceUnavailable, "migrations pending")
	default:
		health(w, http.StatusOK, "ready")
	}
}

// meter counts what the program does. Labels name routes, never persons.
type meter struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
}

func newMeter(db *store.DB, version string) *meter {
	m := &meter{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "lianzhang_request_seconds", Help: "Time from the first byte of a request to the end of its answer.",
			Buckets: []float64{.005, .01, .025, .05, .1, .15, .3, .5, 1, 2.5, 10},
		}, []string{"route", "status"}),
	}
	build := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "lianzhang_build_info", Help: "The version of the program; always 1."}, []string{"version"})
	build.WithLabelValues(version).Set(1)
	m.registry.MustRegister(m.requests, build, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	if db != nil {
		m.registry.MustRegister(&dbGauges{db})
	}
	return m
}

// observe notes one answered request under the pattern of its route.
func (m *meter) observe(r *http.Request, status int, took time.Duration) {
	route := r.Pattern // set by the mux on this same request
	if route == "" {
		route = "other"
	}
	m.requests.WithLabelValues(route, strconv.Itoa(status)).Observe(took.Seconds())
}

// dbGauges reads the pools and the job table when somebody looks.
type dbGauges struct{ db *store.DB }

var (
	openConns = prometheus.NewDesc("lianzhang_db_connections", "Open connections.", []string{"pool"}, nil)
	jobsIn    = prometheus.NewDesc("lianzhang_jobs", "Background jobs by state.", []string{"state"}, nil)
	waited    = prometheus.NewDesc("lianzhang_db_wait_seconds_total", "Time spent waiting for a connection.", []string{"pool"}, nil)
)

// Describe satisfies prometheus.Collector.
func (g *dbGauges) Describe(ch chan<- *prometheus.Desc) {
	ch <- openConns
	ch <- waited
	ch <- jobsIn
}

// Collect satisfies prometheus.Collector.
func (g *dbGauges) Collect(ch chan<- prometheus.Metric) {
	for pool, st := range g.db.Pools() {
		ch <- prometheus.MustNewConstMetric(openConns, prometheus.GaugeValue, float64(st.OpenConnections), pool)
		ch <- prometheus.MustNewConstMetric(waited, prometheus.CounterValue, st.WaitDuration.Seconds(), pool)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	var counts map[string]int64
	err := g.db.Read(ctx, access.System(), func(tx *store.Tx) (err error) {
		counts, err = tx.CountJobs(ctx)
		return err
	})
	if err != nil {
		ch <- prometheus.NewInvalidMetric(jobsIn, err)
		return
	}
	for state, n := range counts {
		ch <- prometheus.MustNewConstMetric(jobsIn, prometheus.GaugeValue, float64(n), state)
	}
}
