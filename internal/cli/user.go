package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"lianzhang/internal/access"
	"lianzhang/internal/account"
	"lianzhang/internal/fault"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

func init() { commands = append(commands, userCmd) }

func userCmd(a *App) *cobra.Command {
	cmd := &cobra.Command{Use: "user", Short: "账号管理 / accounts"}
	cmd.AddCommand(userAdd(a), userList(a), userDisable(a), userPassword(a), userLink(a))
	return cmd
}

// userRow is an account as the command line shows it.
type userRow struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Title    string `json:"title"`
	Role     string `json:"role"`
	Regions  string `json:"regions"`
	Class    string `json:"class"`
	Disabled bool   `json:"disabled"`
}

func userList(a *App) *cobra.Command {
	return &cobra.Command{
		Use: "ls", Short: "列出账号 / list accounts", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.within(cmd.Context(), func(ctx context.Context, db *store.DB) error {
				rows := []userRow{}
				err := db.Read(ctx, access.System(), func(tx *store.Tx) error {
					all, err := tx.Accounts(ctx)
					for _, u := range all {
						rows = append(rows, userRow{u.ID, u.Name, u.Title, string(u.Role), joinCodes(u.Regions), u.Class.String(), u.Disabled})
					}
					return err
				})
				if err != nil {
					return err
				}
				return list(a, rows, []string{"id", "name", "title", "role", "regions", "class", "disabled"}, func(r userRow) []string {
					return []string{r.ID, r.Name, r.Title, r.Role, r.Regions, r.Class, fmt.Sprint(r.Disabled)}
				})
			})
		},
	}
}

func userAdd(a *App) *cobra.Command {
	var role, class, title string
	var regions []string
	cmd := &cobra.Command{
		Use: "add NAME", Short: "新增账号，密码从标准输入读取 / add an account; the password comes from standard input", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.within(cmd.Context(), func(ctx context.Context, db *store.DB) error {
				hash, err := a.askPassword(ctx, cmd.InOrStdin())
				if err != nil {
					return err
				}
				u := account.Account{Name: args[0], Title: title, Role: access.Role(role), Password: hash}
				if u.Class, err = access.ParseClass(class); err != nil {
					return withCode(ExitUsage, err)
				}
				for _, code := range regions {
					u.Regions = append(u.Regions, region.Code(code))
				}
				err = db.Write(ctx, access.System(), func(tx *store.Tx) (err error) {
					u, err = account.Add(ctx, tx, u)
					return err
				})
				if err == nil {
					fmt.Fprintln(a.Out, u.ID)
				}
				return err
			})
		},
	}
	cmd.Flags().StringVar(&role, "role", "reader", "reader, editor or admin")
	cmd.Flags().StringVar(&class, "class", "internal", "public, internal, sensitive or core")
	cmd.Flags().StringVar(&title, "title", "", "what is shown, such as a person's name")
	cmd.Flags().StringSliceVar(&regions, "region", []string{string(region.Nation)}, "codes of the places the account may see")
	return cmd
}

func userDisable(a *App) *cobra.Command {
	return &cobra.Command{
		Use: "disable NAME", Short: "停用账号并结束其登录 / disable an account and end its sessions", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.change(cmd.Context(), args[0], func(ctx context.Context, tx *store.Tx, u account.Account) error {
				u.Disabled = true
				return tx.SetAccount(ctx, u)
			})
		},
	}
}

func userPassword(a *App) *cobra.Command {
	return &cobra.Command{
		Use: "passwd NAME", Short: "重设密码，从标准输入读取 / set a password from standard input", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			hash, err := a.askPassword(cmd.Context(), cmd.InOrStdin())
			if err != nil {
				return err
			}
			return a.change(cmd.Context(), args[0], func(ctx context.Context, tx *store.Tx, u account.Account) error {
				return tx.SetPassword(ctx, u.ID, hash)
			})
		},
	}
}

func userLink(a *App) *cobra.Command {
	cmd := &cobra.Command{
		Use: "link [NAME]", Short: "生成一次性链接：登录，或首次设置 / a one-time link to sign in, or to set up", Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.within(cmd.Context(), func(ctx context.Context, db *store.DB) error {
				purpose, who := account.Setup, ""
				if len(args) == 1 {
					err := db.Read(ctx, access.System(), func(tx *store.Tx) error {
						u, err := tx.AccountByName(ctx, args[0])
						purpose, who = account.SignIn, u.ID
						return err
					})
					if err != nil {
						return err
					}
				}
				base := a.Config.URL
				if base == "" {
					base = "http://" + a.Config.Addr
				}
				link, err := ticketLink(ctx, db, base, purpose, who)
				if err == nil {
					fmt.Fprintln(a.Out, link)
				}
				return err
			})
		},
	}
	cmd.Flags().StringVar(&a.Config.URL, "url", a.Config.URL, "how people reach the server")
	return cmd
}

func (a *App) change(ctx context.Context, name string, do func(context.Context, *store.Tx, account.Account) error) error {
	return a.within(ctx, func(ctx context.Context, db *store.DB) error {
		return db.Write(ctx, access.System(), func(tx *store.Tx) error {
			u, err := tx.AccountByName(ctx, name)
			if err != nil {
				return err
			}
			return do(ctx, tx, u)
		})
	})
}

// within runs do with the database of this run open.
func (a *App) within(ctx context.Context, do func(context.Context, *store.DB) error) error {
	db, err := a.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(do(ctx, db), db.Close())
}

// askPassword reads a password from standard input, never from a flag, checks
// it and returns its hash.
func (a *App) askPassword(ctx context.Context, in io.Reader) (string, error) {
	line, err := a.readSecret(in)
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("read password: %w", err)
	}
	password := strings.TrimRight(line, "\r\n")
	if password == "" {
		return "", withCode(ExitUsage, fault.New(fault.ErrInvalid, "PASSWORD_NONE"))
	}
	if err := account.CheckPassword(password); err != nil {
		return "", err
	}
	return account.NewHasher(1).Hash(ctx, password)
}

// readSecret reads one line; on a terminal it asks and hides what is typed.
func (a *App) readSecret(in io.Reader) (string, error) {
	f, ok := in.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return bufio.NewReader(in).ReadString('\n')
	}
	fmt.Fprint(a.Err, "密码 / password: ")
	defer fmt.Fprintln(a.Err)
	typed, err := term.ReadPassword(int(f.Fd()))
	return string(typed), err
}

func joinCodes(codes []region.Code) string {
	parts := make([]string, len(codes))
	for i, c := range codes {
		parts[i] = string(c)
	}
	return strings.Join(parts, " ")
}
