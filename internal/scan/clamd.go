package scan

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
)

// Clamd is the daemon of ClamAV at an address. The file is sent to it
// (INSTREAM), so it need not see this machine's files.
//
// Source: clamd(8), section COMMANDS.
type Clamd struct{ Network, Address string }

// Scan sends the file in pieces, each after its length, and reads the answer
// "stream: OK" or "stream: NAME FOUND".
func (c Clamd) Scan(ctx context.Context, path string) (Verdict, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	var d net.Dialer
	conn, err := d.DialContext(ctx, c.Network, c.Address)
	if err != nil {
		return "", fmt.Errorf("reach clamd: %w", err)
	}
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() }) // what waits for the daemon ends
	defer stop()
	sendErr := stream(conn, f)
	answer, err := bufio.NewReader(io.LimitReader(conn, 4096)).ReadString(0)
	if err != nil && !errors.Is(err, io.EOF) || answer == "" {
		return "", fmt.Errorf("read the answer of clamd: %w", errors.Join(sendErr, err))
	}
	answer = strings.TrimSpace(strings.TrimSuffix(answer, "\x00"))
	said := strings.TrimPrefix(answer, "stream: ")
	if name, ok := strings.CutSuffix(said, " FOUND"); ok {
		return Infected(short(name)), nil
	}
	if said == "OK" && sendErr == nil {
		return Clean, nil
	}
	return "", fmt.Errorf("clamd: %s: %w", short(answer), errors.Join(sendErr, errors.ErrUnsupported))
}

func stream(w io.Writer, r io.Reader) error {
	if _, err := io.WriteString(w, "zINSTREAM\x00"); err != nil {
		return err
	}
	piece := make([]byte, 4+64<<10)
	for {
		n, err := r.Read(piece[4:])
		if n > 0 {
			binary.BigEndian.PutUint32(piece, uint32(n))
			if _, err := w.Write(piece[:4+n]); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			_, err := w.Write([]byte{0, 0, 0, 0})
			return err
		}
		if err != nil {
			return err
		}
	}
}
