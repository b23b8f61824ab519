package cli

import "github.com/spf13/cobra"

func init() { commands = append(commands, matchCmd) }

// matchCommands are the commands below lianzhang match; each file adds its own.
var matchCommands []func(*App) *cobra.Command

func matchCmd(a *App) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "match",
		Short: "供需匹配 / who fits whom, on plain files",
		Long: `在普通文件上做供需匹配：一对一指派、运量分配、按文字检索候选，不需要数据库。
方法、公式和出处见 docs/methods/pairing.md。`,
	}
	for _, add := range matchCommands {
		cmd.AddCommand(add(a))
	}
	return cmd
}
