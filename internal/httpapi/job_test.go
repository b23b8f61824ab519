package httpapi_test

import (
	"bufio"
	"context"
	"net/http"
	"strings"
	"testing"

	"lianzhang/internal/access"
	"lianzhang/internal/httpapi/apitest"
	"lianzhang/internal/job"
	"lianzhang/internal/store"
	"lianzhang/internal/store/storetest"
)

func init() {
	job.Register("test.two-steps", func(ctx context.Context, run *job.Run) error {
		run.Progress(1, 2, "first")
		return run.DB.Write(ctx, access.System(), func(tx *store.Tx) error {
			run.Progress(2, 2, "second")
			return run.Finish(ctx, tx, map[string]int{"steps": 2})
		})
	})
}

// Progress comes as events up to the end, and only to those who may see it.
func TestWatchJob(t *testing.T) {
	db := storetest.SQLite(t)
	admin := apitest.Signed(t, db)
	stranger := admin.As("stranger", access.Editor, access.Public, "330000")
	var id string
	err := db.Write(context.Background(), access.System(), func(tx *store.Tx) (err error) {
		id, err = job.Enqueue(context.Background(), tx, "test.two-steps", nil)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/api/v1/jobs/" + id, "/api/v1/jobs/" + id + "/events"} {
		if got := stranger.Do("GET", path, nil, nil); got != http.StatusNotFound {
			t.Errorf("a stranger at %s: %d", path, got)
		}
	}
	if got := stranger.Do("POST", "/api/v1/jobs/"+id+"/cancel", nil, nil); got != http.StatusNotFound {
		t.Errorf("a stranger stops a job: %d", got)
	}
	res, err := admin.HTTP.Get(admin.Base + "/api/v1/jobs/" + id + "/events")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if kind := res.Header.Get("Content-Type"); kind != "text/event-stream" {
		t.Errorf("content type %q", kind)
	}
	var final string
	for lines := bufio.NewScanner(res.Body); lines.Scan(); {
		if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
			final = data
		}
	}
	if !strings.Contains(final, `"state":"done"`) || !strings.Contains(final, `"result":{"steps":2}`) {
		t.Errorf("last event %s", final)
	}
	var list struct{ Items []struct{ ID string } }
	if admin.Do("GET", "/api/v1/jobs?limit=1", nil, &list); len(list.Items) != 1 || list.Items[0].ID != id {
		t.Errorf("list: %+v", list)
	}
	if stranger.Do("GET", "/api/v1/jobs", nil, &list); len(list.Items) != 0 {
		t.Errorf("a stranger's list: %+v", list)
	}
}
