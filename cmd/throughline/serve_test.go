package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/pgtest"
	"github.com/throughline-ics/throughline/internal/providertest"
	"github.com/throughline-ics/throughline/internal/seal"
)

// running is Throughline as a program of its own.
type running struct {
	base string
	said []string // on the standard error output, until it served
}

var servingAt = regexp.MustCompile(`msg=serving .*base_url=(\S+)`)

// start runs a command line as a program of its own until the test ends, and waits until it serves. It must end well.
func start(t *testing.T, env map[string]string, args ...string) running {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), program, args...)
	command.Cancel = func() error { return command.Process.Signal(syscall.SIGTERM) }
	command.Env = []string{asProgram + "=1"}
	for name, value := range env {
		command.Env = append(command.Env, name+"="+value)
	}
	log, err := command.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	var r running
	lines := bufio.NewScanner(log)
	for r.base == "" && lines.Scan() {
		r.said = append(r.said, lines.Text())
		if found := servingAt.FindStringSubmatch(lines.Text()); found != nil {
			r.base = found[1]
		}
	}
	drained := make(chan struct{})
	go func() {
		defer close(drained)
		_, _ = io.Copy(io.Discard, log)
	}()
	t.Cleanup(func() { // the test's context has ended by now
		<-drained
		if err := command.Wait(); err != nil && command.ProcessState.ExitCode() != 0 {
			t.Errorf("the program ended badly: %v", err)
		}
	})
	if r.base == "" {
		t.Fatalf("it does not serve: %s", strings.Join(r.said, "\n"))
	}
	return r
}

// trust is an organisation whose people come by an independent provider.
type trust struct {
	code, name string
	issuer     providertest.Issuer
	client     *providertest.Client
	connection uuid.UUID
}

// onboard puts two trusts in place by a document, each with a connection and a first administrator. The document takes
// no issuer by plain http, which is all that this machine's are, so the issuers are put right behind the wall.
func onboard(t *testing.T, d *pgtest.Database, env map[string]string) []*trust {
	t.Helper()
	issuers := providertest.Independent(t)
	trusts := []*trust{{code: "alder", name: "Alder Hospitals NHS Trust", issuer: issuers[0]}, {code: "birch", name: "Birch Community NHS Trust", issuer: issuers[1]}}
	var organisations, connections, administrators, exceptions []string
	for _, at := range trusts {
		at.client = at.issuer.Register(t)
		secret := "SECRET_OF_" + strings.ToUpper(at.code)
		env[secret] = at.client.Secret
		organisations = append(organisations, fmt.Sprintf("  - {code: %s, kind: trust, sector: acute, name: %s}", at.code, at.name))
		connections = append(connections, fmt.Sprintf("  - {name: Staff, organisation: %s, issuer: 'https://%[1]s.example', client_id: %s, secret: {env: %s}, second_factor: true, live: true}", at.code, at.client.ID, secret))
		administrators = append(administrators, fmt.Sprintf("  - {organisation: %[1]s, connection: {organisation: %[1]s, name: Staff}, subject: %s}", at.code, providertest.SaysTrue))
		exceptions = append(exceptions, at.issuer.URL+"=127.0.0.0/8")
	}
	env["THROUGHLINE_PROVIDER_EXCEPTIONS"] = strings.Join(exceptions, ",")
	file := filepath.Join(t.TempDir(), "onboarding.yaml")
	text := "format: 1\norganisations:\n" + strings.Join(organisations, "\n") + "\nconnections:\n" + strings.Join(connections, "\n") + "\nadministrators:\n" + strings.Join(administrators, "\n") + "\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, out, said := asked(t, env, "apply", "-f", file); code != 0 {
		t.Fatalf("exit %d, %s%s", code, out, said)
	}
	for _, at := range trusts {
		_, err := d.Owner.Exec(t.Context(), "alter table app.connection disable trigger guard")
		if err == nil {
			err = d.Owner.QueryRow(t.Context(), "update app.connection set issuer = $1 where issuer = $2 returning id", at.issuer.URL, "https://"+at.code+".example").Scan(&at.connection)
		}
		if err == nil {
			_, err = d.Owner.Exec(t.Context(), "alter table app.connection enable trigger guard")
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return trusts
}

// The program as it is run, on a database of its own, with two providers that others wrote: whoever has the same name
// and the same e-mail address at both is two people, each a member of one organisation.
func TestServingPeopleOfTwoProviders(t *testing.T) {
	t.Parallel()
	d := pgtest.New(t)
	env := configured(d)
	env["THROUGHLINE_LOG_LEVEL"], env["THROUGHLINE_ADDRESS"], env["THROUGHLINE_SECRETS_KEY"] = "info", "127.0.0.1:0", seal.NewKey().String()
	trusts := onboard(t, d, env)
	server := start(t, env, "serve")
	for _, at := range trusts {
		if said := strings.Join(server.said, "\n"); !strings.Contains(said, strings.TrimPrefix(at.issuer.URL, "http://")) {
			t.Errorf("the exception for %s is not printed: %s", at.issuer.URL, said)
		}
	}
	people := map[string]bool{}
	for i, at := range trusts {
		at.client.Redirect(t, server.base+"/auth/callback/"+at.connection.String())
		said := at.arrive(t, server.base)
		if len(said.Places) != 1 || said.Places[0].Organisation.Name != at.name || strings.Join(said.Places[0].Roles, " ") != "administrator" {
			t.Errorf("%s: places are %+v", at.code, said.Places)
		}
		people[said.Person.ID] = true
		if len(people) != i+1 {
			t.Errorf("one person by both: %v", people)
		}
	}
	var n int
	err := d.Owner.QueryRow(t.Context(), "select count(distinct connection_id) from sec.person where sub = $1 and email = $2", providertest.SaysTrue, providertest.SharedMail).Scan(&n)
	if err != nil || n != 2 {
		t.Errorf("%d people of the name and address, %v", n, err)
	}
}

// presence is what the server says of whoever is signed in.
type presence struct {
	Person struct{ ID, Name string }
	Places []struct {
		Organisation struct{ Name string }
		Roles        []string
	}
}

// arrive signs somebody in at a trust's provider, in a browser of their own.
func (at *trust) arrive(t *testing.T, base string) (said presence) {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	browser := &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	get := func(address string) (status int, onward string, text []byte) {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		response, err := browser.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		if text, err = io.ReadAll(response.Body); err != nil {
			t.Fatal(err)
		}
		return response.StatusCode, response.Header.Get("Location"), text
	}
	_, onward, _ := get(base + "/auth/sign-in/" + at.connection.String())
	if status, _, text := get(at.issuer.SignIn(t, browser, onward, providertest.SaysTrue)); status != http.StatusSeeOther {
		t.Fatalf("%s: %d %s", at.code, status, text)
	}
	_, _, text := get(base + "/api/v1/session")
	if err := json.Unmarshal(text, &said); err != nil {
		t.Fatal(err)
	}
	return said
}

// What was done in a demonstration is there when it is started again, elsewhere too: whoever signed in is the same person still.
func TestADemonstrationGoesOn(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	for _, dir := range []string{data, filepath.Dir(data)} { // started by root the database runs as another user, who has to get through
		if err := os.Chmod(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, run := range []string{"first", "again"} {
		if said := demonstrate(t, data); !strings.Contains(said, "Throughline is at http://") {
			t.Fatalf("the %s time it says %s", run, said)
		}
	}
}

// demonstrate runs a demonstration until it says that it is there or ends, and gives what it says.
func demonstrate(t *testing.T, data string) string {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), program, "demo", "--data", data, "--address", "127.0.0.1:0")
	command.Env = []string{asProgram + "=1"}
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	command.Stderr = command.Stdout
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	said := ""
	for lines := bufio.NewScanner(out); !strings.Contains(said, "Throughline is at") && lines.Scan(); {
		said += lines.Text() + "\n"
	}
	_ = command.Process.Signal(syscall.SIGTERM) // it may have ended by itself
	_, _ = io.Copy(io.Discard, out)
	_ = command.Wait()
	return said
}
