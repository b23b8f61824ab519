package cli

import (
	"bytes"
	"encoding/json"

	"github.com/spf13/cobra"

	"lianzhang/internal/httpapi"
)

func init() { commands = append(commands, openapiCmd) }

func openapiCmd(a *App) *cobra.Command {
	return &cobra.Command{
		Use: "openapi", Short: "输出接口说明 OpenAPI 3.1 / print the description of the API", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			raw, err := httpapi.OpenAPI()
			if err != nil {
				return err
			}
			var text bytes.Buffer
			if err := json.Indent(&text, raw, "", " "); err != nil {
				return err
			}
			text.WriteByte('\n')
			_, err = text.WriteTo(a.Out)
			return err
		},
	}
}
