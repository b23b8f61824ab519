package cli

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"lianzhang/internal/fault"
	"lianzhang/internal/httpapi"
	"lianzhang/internal/intake"
	"lianzhang/internal/job"
	"lianzhang/internal/store"
)

func init() { commands = append(commands, serveCmd) }

func serveCmd(a *App) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "启动服务 / run the server",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context()) },
	}
	f := cmd.Flags()
	f.StringVar(&a.Config.Addr, "addr", a.Config.Addr, "address to listen on")
	f.BoolVar(&a.Config.Demo, "demo", a.Config.Demo, "load the demonstration data")
	f.StringVar(&a.Config.URL, "url", a.Config.URL, "how people reach the server, such as https://chain.example")
	f.StringVar(&a.Config.Cert, "tls-cert", a.Config.Cert, "file of the TLS certificate chain")
	f.StringVar(&a.Config.Key, "tls-key", a.Config.Key, "file of the certificate's key")
	return cmd
}

func (a *App) serve(ctx context.Context) error {
	if wrong := a.Config.Check(); len(wrong) > 0 {
		for _, w := range wrong[1:] {
			a.complain(w)
		}
		return withCode(ExitUsage, wrong[0])
	}
	if a.Config.DB == "" {
		lock, err := a.keepFolder()
		if err != nil {
			return err
		}
		defer lock.Close()
	}
	listener, err := net.Listen("tcp", a.Config.Addr)
	if err != nil {
		return withCode(ExitUnavailable, fault.New(fault.ErrConflict, "ADDR_IN_USE", "addr", a.Config.Addr).Because(err))
	}
	defer listener.Close()
	db, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	if a.Config.Demo {
		if err := a.loadDemo(ctx, db); err != nil {
			return err
		}
	}
	slog.SetDefault(slog.New(slog.NewTextHandler(a.Err, nil)))
	base := a.base(listener.Addr())
	if err := a.greet(ctx, db, base); err != nil {
		return err
	}
	jobs := job.NewRunner(db)
	if err := jobs.Start(ctx, db.Dialect == store.SQLite); err != nil { // the lock says that nobody else runs jobs there
		return err
	}
	defer jobs.Stop()
	go a.tidy(ctx, db)
	server := &http.Server{
		Handler:           httpapi.New(db, a.Config, jobs),
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       10 * time.Minute, // a large workbook over a slow line
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		TLSConfig:         &tls.Config{MinVersion: tls.VersionTLS12},
		ErrorLog:          slog.NewLogLogger(slog.Default().Handler(), slog.LevelDebug),
	}
	stopped := make(chan error, 1)
	go func() { stopped <- a.run(server, listener) }()
	select {
	case err := <-stopped:
		return err
	case <-ctx.Done():
	}
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if err := server.Shutdown(drain); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}

// tidy removes files whose time is over, now and every hour.
func (a *App) tidy(ctx context.Context, db *store.DB) {
	for tick := time.NewTicker(time.Hour); ; {
		if done, err := intake.Clean(ctx, db, a.Config.Data, time.Now()); err != nil && ctx.Err() == nil {
			slog.Error("clean the data folder", "error", err)
		} else if done != (intake.Cleaned{}) {
			slog.Info("cleaned the data folder", "uploads", done.Uploads, "imports", done.Imports, "attachments", done.Attachments, "bytes", done.Bytes)
		}
		select {
		case <-ctx.Done():
			tick.Stop()
			return
		case <-tick.C:
		}
	}
}

// keepFolder keeps other processes out of the data folder, and warns of a file
// system on which that may not hold.
func (a *App) keepFolder() (io.Closer, error) {
	lock, err := store.Lock(a.Config.Data)
	if err != nil {
		return nil, err
	}
	if _, network, err := store.Room(a.Config.Data); err == nil && network != "" {
		a.complain(fault.New(fault.ErrConflict, "FOLDER_NETWORK", "dir", a.Config.Data, "kind", network))
	}
	return lock, nil
}

func (a *App) run(server *http.Server, listener net.Listener) error {
	if a.Config.Cert != "" {
		return server.ServeTLS(listener, a.Config.Cert, a.Config.Key)
	}
	return server.Serve(listener)
}

// base is the address under which the program is reached, for printed links.
func (a *App) base(listening net.Addr) string {
	if a.Config.URL != "" {
		return a.Config.URL
	}
	scheme := "http"
	if a.Config.Cert != "" {
		scheme = "https"
	}
	host, port, err := net.SplitHostPort(listening.String())
	if ip := net.ParseIP(host); err == nil && ip != nil && ip.IsUnspecified() {
		return scheme + "://" + net.JoinHostPort("127.0.0.1", port)
	}
	return scheme + "://" + listening.String()
}
