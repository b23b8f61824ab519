package cli

import (
	"context"
	"encoding/json"
	"io"

	"github.com/spf13/cobra"

	"lianzhang/internal/engine/graph"
)

func init() { networkCommands = append(networkCommands, networkBridgesCmd) }

func networkBridgesCmd(a *App) *cobra.Command {
	var in linked
	cmd := analysisCmd(a, "bridges", "桥：断开就使网络分开的联系 / ties that hold the network together",
		`不分方向，两家企业之间有供应关系即有联系。断开后连通的块数增加的联系称为桥。
结果为 JSON：{"bridges": [[企业, 企业], …]}；编号都是整数时写作整数。`,
		func(_ context.Context, run *analysis) error {
			if err := in.read(run); err != nil {
				return err
			}
			found := graph.CutPoints(graph.Project(in.net, graph.Equal, run.threads)).Bridges
			run.Result["bridges"] = len(found)
			bridges := make([][2]json.RawMessage, len(found))
			numeric := in.firms.Numeric()
			for i, b := range found {
				for end, v := range b {
					bridges[i][end] = jsonID(in.id(v), numeric)
				}
			}
			return run.write(func(w io.Writer) error {
				return json.NewEncoder(w).Encode(map[string]any{"bridges": bridges})
			})
		})
	in.flags(cmd)
	return cmd
}

// jsonID writes an identifier as a number or as text.
func jsonID(id string, numeric bool) json.RawMessage {
	if numeric {
		return json.RawMessage(id)
	}
	text, _ := json.Marshal(id) // text can always be written
	return text
}
