package cli

import "github.com/spf13/cobra"

func init() { commands = append(commands, networkCmd) }

// networkCommands are the commands below lianzhang network; each file adds its own.
var networkCommands []func(*App) *cobra.Command

func networkCmd(a *App) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "network",
		Short: "供应网络分析 / supply networks on plain files",
		Long: `在普通文件上分析企业供应网络，不需要数据库，也不访问网络。
firms.csv：firm_id,sector 及可选列；links.csv：supplier,buyer,weight；都可以用 gzip 压缩。
每个命令的方法、公式和出处见 docs/methods/。`,
	}
	for _, add := range networkCommands {
		cmd.AddCommand(add(a))
	}
	return cmd
}
