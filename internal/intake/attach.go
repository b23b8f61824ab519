package intake

import (
	"context"

	"lianzhang/internal/attachment"
	"lianzhang/internal/fault"
	"lianzhang/internal/scan"
)

// LookInto shows a kept file to the virus scanner, finds its type by its content
// and fills both in. The caller drops the file when it is refused.
func LookInto(ctx context.Context, s scan.Scanner, dir string, a *attachment.Attachment) error {
	path := attachment.Path(dir, a.ID)
	verdict, err := scan.File(ctx, s, path)
	if err != nil {
		return err
	}
	if threat, found := verdict.Threat(); found {
		return fault.New(fault.ErrInvalid, "FILE_INFECTED", "threat", threat)
	}
	a.Verdict = string(verdict)
	a.Media, err = attachment.Inspect(path, a.Name)
	return err
}
