package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"lianzhang/internal/access"
	"lianzhang/internal/chain"
	"lianzhang/internal/message"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

func init() { commands = append(commands, chainCmd) }

func chainCmd(a *App) *cobra.Command {
	cmd := &cobra.Command{Use: "chain", Short: "产业链与图谱 / chains and their maps"}
	cmd.AddCommand(chainList(a), chainShow(a), chainDiff(a), chainEditions(a), chainPublish(a), chainSeed(a))
	return cmd
}

// chainRow is a chain as the command line lists it.
type chainRow struct {
	ID        string   `json:"id"`
	Name      string   `json:"name"`
	Kind      string   `json:"kind"` // template or region
	Region    string   `json:"region"`
	Base      string   `json:"base,omitempty"`
	Class     string   `json:"class,omitempty"`
	Tier      string   `json:"tier,omitempty"`
	Status    string   `json:"status"`
	Catalogue string   `json:"catalogue,omitempty"`
	Clusters  []string `json:"clusters,omitempty"`
	Nodes     int      `json:"nodes"`
	Edges     int      `json:"edges"`
}

func chainList(a *App) *cobra.Command {
	var place, catalogue, class string
	cmd := &cobra.Command{
		Use: "ls", Short: "列出产业链 / list chains", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.within(cmd.Context(), func(ctx context.Context, db *store.DB) error {
				rows := []chainRow{}
				if catalogue == "" && class == "" {
					for _, t := range chain.Standard() {
						rows = append(rows, chainRow{ID: string(t.ID), Name: a.word(t.Name), Kind: "template", Region: string(region.Nation),
							Status: chain.Active, Nodes: len(t.Nodes), Edges: len(t.Edges)})
					}
				}
				err := db.Read(ctx, access.System(), func(tx *store.Tx) error {
					all, err := tx.ListChains(ctx, access.Whole(), store.ChainQuery{Region: region.Code(place), Catalogue: catalogue, Class: class})
					for _, r := range all {
						row := chainRow{ID: string(r.ID), Name: a.word(r.Name), Kind: "region", Region: string(r.Region), Base: string(r.Base), Class: r.Class,
							Tier: r.Tier(), Status: r.Status, Catalogue: r.Catalogue, Clusters: r.Clusters}
						if t, err := chain.Load(r.Base); err == nil {
							row.Nodes, row.Edges = len(t.Nodes), len(t.Edges)
						}
						rows = append(rows, row)
					}
					return err
				})
				if err != nil {
					return err
				}
				return list(a, rows, []string{"id", "name", "kind", "region", "base", "class", "tier", "status", "nodes", "edges"}, func(r chainRow) []string {
					return []string{r.ID, r.Name, r.Kind, r.Region, r.Base, r.Class, r.Tier, r.Status, fmt.Sprint(r.Nodes), fmt.Sprint(r.Edges)}
				})
			})
		},
	}
	cmd.Flags().StringVar(&place, "region", "", "chains of this place and of everything inside it")
	cmd.Flags().StringVar(&catalogue, "catalogue", "", "chains of one catalogue, such as tianjin")
	cmd.Flags().StringVar(&class, "class", "", "strengthen, grow or extend")
	return cmd
}

// word picks the language of the run.
func (a *App) word(t chain.Text) string {
	if message.ParseLang(a.Config.Lang) == message.English && t.En != "" {
		return t.En
	}
	return t.Zh
}

func chainEditions(a *App) *cobra.Command {
	var place string
	cmd := &cobra.Command{
		Use: "editions CHAIN", Short: "列出已发布的图谱 / list published maps", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.within(cmd.Context(), func(ctx context.Context, db *store.DB) error {
				var all []chain.Edition
				err := db.Read(ctx, access.System(), func(tx *store.Tx) (err error) {
					all, err = tx.ChainEditions(ctx, access.Whole(), chain.ID(args[0]), region.Code(place))
					return err
				})
				if err != nil {
					return err
				}
				return a.showEditions(all)
			})
		},
	}
	cmd.Flags().StringVar(&place, "region", "", "maps of this place")
	return cmd
}

func (a *App) showEditions(all []chain.Edition) error {
	return list(a, all, []string{"id", "chain", "region", "version", "date", "author", "nodes", "edges", "sha256"}, func(e chain.Edition) []string {
		return []string{e.PID, string(e.Chain), string(e.Region), e.Version, e.Date, e.Author, fmt.Sprint(e.Nodes), fmt.Sprint(e.Edges), e.SHA256[:12]}
	})
}

func chainPublish(a *App) *cobra.Command {
	var place, version, note string
	cmd := &cobra.Command{
		Use: "publish CHAIN", Short: "发布一地的图谱 / publish the map of a place", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.within(cmd.Context(), func(ctx context.Context, db *store.DB) error {
				var e *chain.Edition
				err := db.Write(ctx, access.System(), func(tx *store.Tx) error {
					m, _, err := tx.Map(ctx, chain.ID(args[0]), region.Code(place))
					if err != nil {
						return err
					}
					e, err = tx.PublishMap(ctx, m, region.Code(place), version, note)
					return err
				})
				if err != nil {
					return err
				}
				return a.showEditions([]chain.Edition{*e})
			})
		},
	}
	cmd.Flags().StringVar(&place, "region", string(region.Nation), "place whose map is published")
	cmd.Flags().StringVar(&version, "version", "", "version, such as 2026-1")
	cmd.Flags().StringVar(&note, "note", "", "what is new")
	_ = cmd.MarkFlagRequired("version") // fails only for a flag that is not there
	return cmd
}

func chainSeed(a *App) *cobra.Command {
	return &cobra.Command{
		Use: "seed CATALOGUE…", Short: "按目录登记产业链，all 为全部 / take up the chains of catalogues, all for every one", Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			var asked []*chain.Catalogue
			for _, id := range args {
				if id == "all" {
					asked = chain.Catalogues()
					break
				}
				c, err := chain.LoadCatalogue(id)
				if err != nil {
					return err
				}
				asked = append(asked, c)
			}
			return a.within(cmd.Context(), func(ctx context.Context, db *store.DB) error {
				return db.Write(ctx, access.System(), func(tx *store.Tx) error {
					for _, c := range asked {
						n, err := tx.SeedCatalogue(ctx, c, false)
						if err != nil {
							return err
						}
						a.say("%s", message.Text(message.ParseLang(a.Config.Lang), "CHAIN_SEEDED",
							map[string]string{"name": strings.TrimSpace(a.word(c.Name)), "count": fmt.Sprint(n)}))
					}
					return nil
				})
			})
		},
	}
}
