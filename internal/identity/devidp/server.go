package devidp

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"
)

// Server is a running provider.
type Server struct {
	Issuer string
	server *http.Server
	served chan error
}

// Start runs the provider on a listener, which it then owns. The listener has
// to be on this machine. An empty issuer becomes the listener's address.
func Start(l net.Listener, o Options) (*Server, error) {
	addr, ok := l.Addr().(*net.TCPAddr)
	if !ok || !addr.IP.IsLoopback() {
		return nil, fmt.Errorf("devidp: listens on %s, which others can reach", l.Addr())
	}
	if o.Issuer == "" {
		o.Issuer = "http://" + addr.String()
	}
	handler, err := New(o)
	if err != nil {
		return nil, err
	}
	s := &Server{
		Issuer: o.Issuer,
		server: &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second},
		served: make(chan error, 1),
	}
	go func() { s.served <- s.server.Serve(l) }()
	return s, nil
}

// Wait blocks until the server has stopped, and answers why when nobody asked
// it to.
func (s *Server) Wait() error {
	err := <-s.served
	s.served <- err
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// Stop lets requests under way finish until the context ends.
func (s *Server) Stop(ctx context.Context) error { return s.server.Shutdown(ctx) }
