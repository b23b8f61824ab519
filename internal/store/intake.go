package store

import (
	"context"
	"fmt"
)

// FirmsNamed returns public IDs of firms by USCC or by the compare key of the
// name; a key that fits several firms is left out.
func (tx *Tx) FirmsNamed(ctx context.Context, keys []string) (map[string]string, error) {
	found := map[string]string{}
	for _, column := range []string{"uscc", "name_key"} {
		rows, err := tx.QueryContext(ctx, `SELECT `+column+`, MIN(pid), COUNT(*) FROM firm WHERE deleted = 0 AND `+column+` IN `+tx.in(1, false)+` GROUP BY `+column, jsonList(keys))
		if err != nil {
			return nil, fmt.Errorf("find firms by %s: %w", column, err)
		}
		defer rows.Close()
		for rows.Next() {
			var key, pid string
			var n int
			if err := rows.Scan(&key, &pid, &n); err != nil {
				return nil, err
			}
			if n == 1 {
				found[key] = pid
			}
		}
		if err := rows.Err(); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// ParksNamed returns the codes of parks by name; a name that several parks
// have is left out.
func (tx *Tx) ParksNamed(ctx context.Context) (map[string]string, error) {
	rows, err := tx.QueryContext(ctx, `SELECT name, MIN(code) FROM park WHERE deleted = 0 AND name IS NOT NULL AND code IS NOT NULL GROUP BY name HAVING COUNT(*) = 1`)
	if err != nil {
		return nil, fmt.Errorf("read parks: %w", err)
	}
	defer rows.Close()
	found := map[string]string{}
	for rows.Next() {
		var name, code string
		if err := rows.Scan(&name, &code); err != nil {
			return nil, err
		}
		found[name] = code
	}
	return found, rows.Err()
}

// FirmsLike returns up to 200 firms whose compare key begins like the given
// one: public ID → name.
func (tx *Tx) FirmsLike(ctx context.Context, begin string) (map[string]string, error) {
	found := map[string]string{}
	if begin == "" {
		return found, nil
	}
	rows, err := tx.QueryContext(ctx, `SELECT pid, name FROM firm WHERE name_key >= $1 AND name_key < $2 AND deleted = 0 ORDER BY id LIMIT 200`, begin, begin+"\U0010FFFF")
	if err != nil {
		return nil, fmt.Errorf("find firms like %s: %w", begin, err)
	}
	defer rows.Close()
	for rows.Next() {
		var pid, name string
		if err := rows.Scan(&pid, &name); err != nil {
			return nil, err
		}
		found[pid] = name
	}
	return found, rows.Err()
}
