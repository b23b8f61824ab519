package diagnosis

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"math"
	"path"
	"regexp"
	"sort"
	"strings"

	"github.com/goccy/go-yaml"

	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
	"lianzhang/internal/region"
)

// Ramp scores 0 up to Zero, 1 from One, straight between them.
type Ramp struct {
	Zero float64 `yaml:"zero"`
	One  float64 `yaml:"one"`
}

// ByLevel is one number for each level of place.
type ByLevel struct {
	Nation   float64 `yaml:"nation"`
	Province float64 `yaml:"province"`
	City     float64 `yaml:"city"`
	County   float64 `yaml:"county"`
	Park     float64 `yaml:"park"`
}

// At returns the number of a level.
func (b ByLevel) At(l region.Level) float64 {
	return [...]float64{b.Nation, b.Province, b.City, b.County, b.Park}[l]
}

// Thresholds is one dated set of weights and cut-offs; the catalog file says
// what each means. Version and day are part of every result.
type Thresholds struct {
	Version string     `yaml:"version"`
	Dated   string     `yaml:"dated"` // civil day of publication
	Title   fact.Label `yaml:"title"`
	Weights struct {
		Scale      float64 `yaml:"scale"`
		Depth      float64 `yaml:"depth"`
		Leadership float64 `yaml:"leadership"`
		Value      float64 `yaml:"value"`
		Security   float64 `yaml:"security"`
	} `yaml:"weights"`
	Scale struct {
		LQ       Ramp    `yaml:"lq"`
		Nation   float64 `yaml:"nation"`
		MinPeers int     `yaml:"min_peers"`
		MinKnown float64 `yaml:"min_known"`
		MinGDP   float64 `yaml:"min_gdp"`
	} `yaml:"scale"`
	Depth      ByLevel `yaml:"depth"`
	Leadership struct {
		Targets ByLevel `yaml:"targets"`
		Points  struct {
			Role   map[string]float64 `yaml:"role"`
			Rung   map[string]float64 `yaml:"rung"`
			Listed float64            `yaml:"listed"`
		} `yaml:"points"`
	} `yaml:"leadership"`
	Value struct {
		Middle    float64 `yaml:"middle"`
		MinGraded float64 `yaml:"min_graded"`
		LowCap    float64 `yaml:"low_cap"`
		Volume    float64 `yaml:"volume"`
	} `yaml:"value"`
	Security struct {
		Reach      float64 `yaml:"reach"`
		Dependence struct {
			ImportHHI float64 `yaml:"import_hhi"`
			WorldHHI  float64 `yaml:"world_hhi"`
			Ratio     float64 `yaml:"imports_to_exports"`
			Years     int     `yaml:"years"`
			Window    int     `yaml:"window"`
		} `yaml:"dependence"`
	} `yaml:"security"`
	Classes struct {
		Strong         float64 `yaml:"strong"`
		StrongFloor    float64 `yaml:"strong_floor"`
		PotentialBelow float64 `yaml:"potential_below"`
		MaxMissing     float64 `yaml:"max_missing"`
	} `yaml:"classes"`
	Potential struct {
		Need             float64 `yaml:"need"`
		StrongNeighbour  float64 `yaml:"strong_neighbour"`
		NeighboursAtMost float64 `yaml:"neighbours_at_most"`
		Building         float64 `yaml:"building"`
		Planned          float64 `yaml:"planned"`
		Institute        float64 `yaml:"institute"`
		InstitutesAtMost float64 `yaml:"institutes_at_most"`
	} `yaml:"potential"`
	Search struct {
		MinCoverage float64 `yaml:"min_coverage"` // percent
		Months      int     `yaml:"months"`
	} `yaml:"search"`
	Placement struct {
		MinConfidence float64 `yaml:"min_confidence"`
	} `yaml:"placement"`
	WholeCycle struct {
		StageShare float64 `yaml:"stage_share"`
		Nodes      int     `yaml:"nodes"`
	} `yaml:"whole_cycle"`
	Duplication struct {
		Cosine  float64 `yaml:"cosine"`
		Jaccard float64 `yaml:"jaccard"`
	} `yaml:"duplication"`
	Draws struct {
		Number        int     `yaml:"number"`
		Seed          uint64  `yaml:"seed"`
		Concentration float64 `yaml:"concentration"`
		Spread        float64 `yaml:"spread"`
		LeftOut       float64 `yaml:"left_out"`
		Stable        float64 `yaml:"stable"`
	} `yaml:"draws"`
	Sources []fact.Label `yaml:"sources"`

	// SHA256 of the bytes the set was read from, and the bytes themselves.
	SHA256 string `yaml:"-"`
	Body   []byte `yaml:"-"`
}

// weights in the order of the parts.
func (t *Thresholds) weights() [parts]float64 {
	w := t.Weights
	return [parts]float64{w.Scale, w.Depth, w.Leadership, w.Value, w.Security}
}

// ParseThresholds reads one set. A set with mistakes is refused with
// THRESHOLDS_INVALID, which names all of them.
func ParseThresholds(body []byte) (*Thresholds, error) {
	t := &Thresholds{}
	if err := yaml.UnmarshalWithOptions(body, t, yaml.Strict()); err != nil {
		return nil, fault.New(fault.ErrInvalid, "THRESHOLDS_INVALID", "detail", firstLine(err.Error())).Because(err)
	}
	if wrong := t.check(); len(wrong) > 0 {
		return nil, fault.New(fault.ErrInvalid, "THRESHOLDS_INVALID", "detail", strings.Join(wrong, "; "))
	}
	sum := sha256.Sum256(body)
	t.SHA256, t.Body = hex.EncodeToString(sum[:]), body
	return t, nil
}

// LoadThresholds reads every set of a folder, oldest first.
func LoadThresholds(fsys fs.FS, dir string) ([]*Thresholds, error) {
	files, err := fs.Glob(fsys, path.Join(dir, "*.yaml"))
	if err != nil {
		return nil, err
	}
	var sets []*Thresholds
	for _, file := range files {
		body, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil, err
		}
		t, err := ParseThresholds(body)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		sets = append(sets, t)
	}
	sort.SliceStable(sets, func(i, j int) bool { return sets[i].Dated < sets[j].Dated })
	return sets, nil
}

var day = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)

// check returns what is wrong with the set.
func (t *Thresholds) check() []string {
	var wrong []string
	say := func(bad bool, what string) {
		if bad {
			wrong = append(wrong, what)
		}
	}
	say(t.Version == "", "version is empty")
	say(!day.MatchString(t.Dated), "dated is not a day")
	sum := 0.0
	for i, w := range t.weights() {
		say(!(w >= 0 && w <= 1), "weight of "+PartIDs[i]+" is not between 0 and 1")
		sum += w
	}
	say(math.Abs(sum-1) > 1e-9, "weights do not add up to 1")
	say(!(t.Scale.LQ.One > t.Scale.LQ.Zero), "scale.lq.one is not above zero")
	for l := region.LevelNation; l <= region.LevelPark; l++ {
		say(!(t.Depth.At(l) > 0), fmt.Sprintf("depth of level %d is not positive", l))
		say(!(t.Leadership.Targets.At(l) > 0), fmt.Sprintf("leadership target of level %d is not positive", l))
	}
	for name, share := range map[string]float64{
		"scale.nation": t.Scale.Nation, "scale.min_known": t.Scale.MinKnown, "scale.min_gdp": t.Scale.MinGDP,
		"value.middle": t.Value.Middle, "value.min_graded": t.Value.MinGraded, "value.low_cap": t.Value.LowCap,
		"security.reach": t.Security.Reach, "classes.strong": t.Classes.Strong, "classes.strong_floor": t.Classes.StrongFloor,
		"classes.potential_below": t.Classes.PotentialBelow, "classes.max_missing": t.Classes.MaxMissing,
		"placement.min_confidence": t.Placement.MinConfidence, "draws.spread": t.Draws.Spread,
		"duplication.cosine": t.Duplication.Cosine, "duplication.jaccard": t.Duplication.Jaccard,
		"draws.left_out": t.Draws.LeftOut, "draws.stable": t.Draws.Stable,
	} {
		say(!(share >= 0 && share <= 1), name+" is not between 0 and 1")
	}
	say(!(t.Classes.PotentialBelow < t.Classes.Strong), "classes.potential_below is not below classes.strong")
	say(!(t.Potential.Need > 0), "potential.need is not positive")
	say(!(t.Search.MinCoverage > 0 && t.Search.MinCoverage <= 100), "search.min_coverage is not a percentage")
	say(t.Search.Months <= 0, "search.months is not positive")
	d := t.Security.Dependence
	say(d.Years <= 0 || d.Window < d.Years, "security.dependence.years do not fit into the window")
	say(t.Draws.Number <= 0 || t.Draws.Number > 100_000, "draws.number is not between 1 and 100000")
	say(!(t.Draws.Concentration >= 5 && t.Draws.Concentration <= 10_000), "draws.concentration is not between 5 and 10000")
	sort.Strings(wrong)
	return wrong
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}
