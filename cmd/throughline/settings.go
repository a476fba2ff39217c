package main

import (
	"fmt"
	"log/slog"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/throughline-ics/throughline/authz/oidc"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/pg"
	"github.com/throughline-ics/throughline/internal/seal"
)

// setting is one environment variable that Throughline reads. deploy/SETTINGS.md has the same table; a test
// compares them.
type setting struct {
	name    string
	initial string // what it is when it is not set
	meaning string
}

var settingsTable = []setting{
	{"THROUGHLINE_ADDRESS", "127.0.0.1:8080", "Where the server listens."},
	{"THROUGHLINE_BASE_URL", "http:// and the address", "Where browsers reach the server. Identity providers send people back to it."},
	{"THROUGHLINE_DATABASE_URL", "a private PostgreSQL", "The database, signing in as tl_app: postgres://tl_app:…@host:5432/throughline."},
	{"THROUGHLINE_MIGRATE_DATABASE_URL", "", "The same database, signing in as tl_migrate. Only migrate uses it."},
	{"THROUGHLINE_ADMIN_DATABASE_URL", "", "The same database, signing in as an administrator of the server. Only migrate --roles uses it."},
	{"THROUGHLINE_CONTEXT_KEY", "", "The key that servers sign with, 32 bytes in base64. Needed with THROUGHLINE_DATABASE_URL. A secret."},
	{"THROUGHLINE_CONTEXT_KEY_FILE", "", "A file that holds the key, instead of THROUGHLINE_CONTEXT_KEY."},
	{"THROUGHLINE_SECRETS_KEY", "", "The key that identity connections' secrets are sealed with, 32 bytes in base64. Every server of one database needs the same. A secret."},
	{"THROUGHLINE_SECRETS_KEY_FILE", "", "A file that holds that key, instead of THROUGHLINE_SECRETS_KEY."},
	{"THROUGHLINE_SECRETS_KEY_PREVIOUS", "", "The key before it, while `throughline secrets rotate` has not been run. A secret."},
	{"THROUGHLINE_AUDIT_DIR", "", "A folder that the signed heads of the record are written to every hour, best on another machine's disk."},
	{"THROUGHLINE_PROVIDER_EXCEPTIONS", "", "Identity providers on private networks that the server may call: https://host=10.1.0.0/16, several separated by commas. http:// for one on this machine. A host may be called for issuers on it; when other issuers have endpoints there, their hosts follow: https://host=10.1.0.0/16 for login.trust.nhs.uk."},
	{"THROUGHLINE_EMBEDDINGS_KEY", "", "The key that align and evaluate send to the endpoint of --embeddings. The server does not read it: a system's key is kept with its setting. A secret."},
	{"THROUGHLINE_TRUSTED_PROXIES", "", "Networks of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed, separated by commas, such as 10.0.0.0/24."},
	{"THROUGHLINE_DATA_DIR", "a folder of the user's own", "Where the private PostgreSQL keeps its data."},
	{"THROUGHLINE_POSTGRES_BIN", "searched for", "The folder of initdb and postgres for the private PostgreSQL."},
	{"THROUGHLINE_MAX_CONNECTIONS", "16", "How many connections to the database a server holds at most; 6 or more."},
	{"THROUGHLINE_LOG_FORMAT", "text", "text or json."},
	{"THROUGHLINE_LOG_LEVEL", "info", "debug, info, warn or error."},
}

// settings reads the environment. Nothing else does.
type settings struct {
	lookup func(string) (string, bool)
}

// text gives a setting, or what it is when it is not set or empty. A name that is not in the table is a defect.
func (s settings) text(name string) string {
	for _, known := range settingsTable {
		if known.name == name {
			if value, ok := s.lookup(name); ok && value != "" {
				return value
			}
			return known.initial
		}
	}
	panic("no such setting: " + name)
}

// or gives settings in which one is something else when nobody has set it.
func (s settings) or(name, usual string) settings {
	return settings{lookup: func(asked string) (string, bool) {
		if value, ok := s.lookup(asked); asked != name || ok && value != "" {
			return value, ok
		}
		return usual, true
	}}
}

// given gives a setting that somebody has set.
func (s settings) given(name string) (string, bool) {
	value, ok := s.lookup(name)
	return value, ok && value != ""
}

// fewestConnections leaves one to whoever asks while the queue listens and two systems are lined up, each with one more that
// keeps others from doing the same.
const fewestConnections = 6

// maxConnections reads how many connections to the database a server holds at most.
func (s settings) maxConnections() (int, error) {
	const name = "THROUGHLINE_MAX_CONNECTIONS"
	n, err := strconv.Atoi(s.text(name))
	if err != nil || n < fewestConnections || n > 1000 {
		return 0, fault.New(fault.Invalid, fmt.Sprintf("%s is %q. Set it to a whole number from %d to 1000.", name, s.text(name), fewestConnections))
	}
	return n, nil
}

// logger makes the log that the settings ask for, on the standard error output.
func (s settings) logger(to *os.File) (*slog.Logger, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(s.text("THROUGHLINE_LOG_LEVEL"))); err != nil {
		return nil, fault.New(fault.Invalid, fmt.Sprintf("THROUGHLINE_LOG_LEVEL is %q. Set it to debug, info, warn or error.", s.text("THROUGHLINE_LOG_LEVEL")))
	}
	options := &slog.HandlerOptions{Level: level}
	switch s.text("THROUGHLINE_LOG_FORMAT") {
	case "text":
		return slog.New(slog.NewTextHandler(to, options)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(to, options)), nil
	default:
		return nil, fault.New(fault.Invalid, fmt.Sprintf("THROUGHLINE_LOG_FORMAT is %q. Set it to text or json.", s.text("THROUGHLINE_LOG_FORMAT")))
	}
}

// contextKey reads the key that servers sign with.
func (s settings) contextKey() (pg.Key, error) {
	text, ok := s.given("THROUGHLINE_CONTEXT_KEY")
	if file, named := s.given("THROUGHLINE_CONTEXT_KEY_FILE"); named {
		raw, err := os.ReadFile(filepath.Clean(file))
		if err != nil {
			return pg.Key{}, fault.Wrap(err, fault.Invalid, fmt.Sprintf("The file in THROUGHLINE_CONTEXT_KEY_FILE, %s, cannot be read.", file))
		}
		text, ok = string(raw), true
	}
	if !ok {
		return pg.Key{}, fault.New(fault.Invalid, "Set THROUGHLINE_CONTEXT_KEY: every server of one database needs the same key. Make one with `openssl rand -base64 32`.")
	}
	key, err := pg.ParseKey(strings.TrimSpace(text))
	if err != nil {
		return key, fault.New(fault.Invalid, "THROUGHLINE_CONTEXT_KEY cannot be used: "+err.Error()+".")
	}
	return key, nil
}

// secrets reads the keys that secrets are sealed with; nil when none is set.
func (s settings) secrets() (*seal.Keyring, error) {
	text, ok := s.given("THROUGHLINE_SECRETS_KEY")
	if file, named := s.given("THROUGHLINE_SECRETS_KEY_FILE"); named {
		raw, err := os.ReadFile(filepath.Clean(file))
		if err != nil {
			return nil, fault.Wrap(err, fault.Invalid, fmt.Sprintf("The file in THROUGHLINE_SECRETS_KEY_FILE, %s, cannot be read.", file))
		}
		text, ok = string(raw), true
	}
	if !ok {
		return nil, nil
	}
	key, err := seal.ParseKey(text)
	if err != nil {
		return nil, fault.New(fault.Invalid, "THROUGHLINE_SECRETS_KEY cannot be used: "+err.Error()+".")
	}
	previous, ok := s.given("THROUGHLINE_SECRETS_KEY_PREVIOUS")
	if !ok {
		return seal.New(key), nil
	}
	earlier, err := seal.ParseKey(previous)
	if err != nil {
		return nil, fault.New(fault.Invalid, "THROUGHLINE_SECRETS_KEY_PREVIOUS cannot be used: "+err.Error()+".")
	}
	return seal.New(key, earlier), nil
}

// exceptions reads which providers the server may call where the rules would not let it.
func (s settings) exceptions() ([]oidc.Exception, error) {
	var list []oidc.Exception
	for text := range strings.SplitSeq(s.text("THROUGHLINE_PROVIDER_EXCEPTIONS"), ",") {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		address, rest, _ := strings.Cut(text, "=")
		network, others, named := strings.Cut(rest, " for ")
		issuers := strings.Fields(others)
		u, err := url.Parse(address)
		prefix, wrong := netip.ParsePrefix(strings.TrimSpace(network))
		if err != nil || wrong != nil || u.Hostname() == "" || u.Path != "" || u.Scheme != "https" && u.Scheme != "http" || strings.ContainsAny(address, "@?#") ||
			named && len(issuers) == 0 || slices.ContainsFunc(issuers, notHost) {
			if at := strings.LastIndex(text, "@"); at >= 0 {
				text = "…" + text[at:] // what is before it may be a password
			}
			return nil, fault.New(fault.Invalid, fmt.Sprintf("THROUGHLINE_PROVIDER_EXCEPTIONS has %q. Write https://host=network, such as https://adfs.trust.nhs.uk=10.1.0.0/16: a host, perhaps with a port, and no user, path, query or fragment. Hosts of issuers elsewhere whose endpoints are there follow, as in https://keys.trust.nhs.uk=10.1.0.0/16 for login.trust.nhs.uk.", text))
		}
		list = append(list, oidc.Exception{Host: u.Host, Networks: []netip.Prefix{prefix}, Plain: u.Scheme == "http", Issuers: issuers})
	}
	return list, nil
}

// notHost reports whether a text is anything else than a host, perhaps with a port.
func notHost(text string) bool {
	u, err := url.Parse("https://" + text)
	return err != nil || u.Hostname() == "" || u.Host != text
}

// proxies reads whose word about where a request came from is believed.
func (s settings) proxies() ([]netip.Prefix, error) {
	var list []netip.Prefix
	for text := range strings.SplitSeq(s.text("THROUGHLINE_TRUSTED_PROXIES"), ",") {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		network, err := netip.ParsePrefix(text)
		if err != nil {
			return nil, fault.New(fault.Invalid, fmt.Sprintf("THROUGHLINE_TRUSTED_PROXIES has %q. Write networks such as 10.0.0.0/24, separated by commas.", text))
		}
		list = append(list, network)
	}
	return list, nil
}

// dataDir is where a private PostgreSQL keeps its data: the setting, or a folder of the user's own.
func (s settings) dataDir() (string, error) {
	if dir, ok := s.given("THROUGHLINE_DATA_DIR"); ok {
		return dir, nil
	}
	dir := usualDataDir()
	if dir == "" {
		return "", fault.New(fault.Invalid, "There is no home folder to keep data in. Set THROUGHLINE_DATA_DIR.")
	}
	return dir, nil
}

// usualDataDir is where data is kept unless somebody says otherwise; empty without a home.
func usualDataDir() string {
	if os.Geteuid() == 0 {
		return "/var/lib/throughline" // root's home is closed to the account that PostgreSQL runs as
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	return filepath.Join(home, ".local", "share", "throughline")
}
