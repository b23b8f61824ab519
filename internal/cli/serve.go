package cli

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"lianzhang/internal/fault"
	"lianzhang/internal/httpapi"
)

func init() { commands = append(commands, serveCmd) }

func serveCmd(a *App) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "启动服务 / run the server",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context()) },
	}
	cmd.Flags().StringVar(&a.Config.Addr, "addr", a.Config.Addr, "address to listen on")
	cmd.Flags().BoolVar(&a.Config.Demo, "demo", false, "load the demonstration data")
	return cmd
}

func (a *App) serve(ctx context.Context) error {
	db, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	listener, err := net.Listen("tcp", a.Config.Addr)
	if err != nil {
		return withCode(ExitUnavailable, fault.New(fault.ErrConflict, "ADDR_IN_USE", "addr", a.Config.Addr).Because(err))
	}
	server := &http.Server{
		Handler:           httpapi.New(db, a.Config),
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
	}
	stopped := make(chan error, 1)
	go func() { stopped <- server.Serve(listener) }()
	a.say("http://%s", listener.Addr())
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
