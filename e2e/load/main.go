// Command load asks a running server at a steady rate for a mix of pages, as
// many people do at once, and prints what they waited. It talks to addresses of
// this machine only and stops by itself.
//
//	go run ./e2e/load -url http://127.0.0.1:8080 -token TOKEN -rate 200 -seconds 30
//
// The token is the one of a sign-in link (lianzhang user link).
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"sort"
	"sync"
	"time"
)

// mix is what people look at: lists, searches, records, the map and its marks.
var mix = []struct{ name, path string }{
	{"list", "/api/v1/records/enterprises?limit=50"},
	{"list sorted", "/api/v1/records/enterprises?limit=50&sort=revenue&desc=true"},
	{"list of a city", "/api/v1/records/enterprises?limit=50&region=330500&sort=revenue&desc=true"},
	{"links", "/api/v1/records/links?limit=50"},
	{"statistics", "/api/v1/records/statistics?limit=50"},
	{"search characters", "/api/v1/search/firms?q=" + url.QueryEscape("云恒")},
	{"search initials", "/api/v1/search/firms?q=hzyh"},
	{"search pinyin", "/api/v1/search/firms?q=yunheng"},
	{"placements", "/api/v1/placements?chain=nev&node=nev.cell&limit=50"},
	{"chain map", "/api/v1/chains/nev/map?region=330500"},
	{"editions", "/api/v1/editions?limit=50"},
}

type sample struct {
	name   string
	took   time.Duration
	status int
}

func main() {
	base := flag.String("url", "http://127.0.0.1:8080", "server on this machine")
	token := flag.String("token", "", "token of a sign-in link")
	rate := flag.Int("rate", 200, "requests a second")
	seconds := flag.Int("seconds", 30, "how long, at most 120")
	flag.Parse()
	if err := run(*base, *token, *rate, min(*seconds, 120)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(base, token string, rate, seconds int) error {
	u, err := url.Parse(base)
	if err != nil {
		return err
	}
	if ip := net.ParseIP(u.Hostname()); u.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return fmt.Errorf("%s is not an address of this machine", base)
	}
	client, err := signedIn(base, token)
	if err != nil {
		return err
	}
	for _, m := range mix { // the first of each kind fills the caches
		ask(client, base, m.name, m.path)
	}
	samples := make([]sample, rate*seconds)
	var wg sync.WaitGroup
	tick := time.NewTicker(time.Second / time.Duration(rate))
	defer tick.Stop()
	for i := range samples {
		<-tick.C
		wg.Go(func() {
			m := mix[i%len(mix)]
			samples[i] = ask(client, base, m.name, m.path)
		})
	}
	wg.Wait()
	report(samples)
	return nil
}

func signedIn(base, token string) (*http.Client, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	client := &http.Client{Jar: jar, Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 256}}
	body, err := json.Marshal(map[string]string{"token": token})
	if err != nil {
		return nil, err
	}
	r, err := client.Post(base+"/api/v1/session", "application/json", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	defer r.Body.Close()
	if r.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("sign in: %s", r.Status)
	}
	return client, nil
}

func ask(client *http.Client, base, name, path string) sample {
	begin := time.Now()
	r, err := client.Get(base + path)
	if err != nil {
		return sample{name, time.Since(begin), 0}
	}
	defer r.Body.Close()
	_, _ = io.Copy(io.Discard, r.Body) // a cut answer shows in its time
	return sample{name, time.Since(begin), r.StatusCode}
}

// report prints the waits of each kind of page and of all.
func report(samples []sample) {
	byName := map[string][]sample{"all": samples}
	for _, s := range samples {
		byName[s.name] = append(byName[s.name], s)
	}
	names := make([]string, 0, len(byName))
	for name := range byName {
		names = append(names, name)
	}
	sort.Strings(names)
	fmt.Printf("%-20s %6s %8s %8s %8s %s\n", "page", "n", "p50 ms", "p95 ms", "max ms", "not 200")
	for _, name := range names {
		list := byName[name]
		sort.Slice(list, func(i, j int) bool { return list[i].took < list[j].took })
		bad := 0
		for _, s := range list {
			if s.status != http.StatusOK {
				bad++
			}
		}
		at := func(q float64) float64 { return float64(list[int(q*float64(len(list)-1))].took.Microseconds()) / 1000 }
		fmt.Printf("%-20s %6d %8.1f %8.1f %8.1f %d\n", name, len(list), at(0.5), at(0.95), at(1), bad)
	}
}
