package main

import (
	"os"
	"runtime"
	"runtime/metrics"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// process is something whose CPU time and memory can be read.
type process interface {
	spent() time.Duration // CPU time, of user and system, since it began
	holds() float64       // MiB in use at the moment
}

// ourselves is this process: the engine and bleve run in it.
type ourselves struct{}

func (ourselves) spent() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func (ourselves) holds() float64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return mib(sample[0].Value.Uint64())
}

// backend is the process of PostgreSQL that works for one connection.
type backend struct{ pid int }

// spent reads fields 14 and 15 of proc(5)'s stat, in hundredths of a second.
func (b backend) spent() time.Duration {
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(b.pid) + "/stat")
	if err != nil {
		panic(err)
	}
	fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
	return time.Duration(number(fields[11])+number(fields[12])) * 10 * time.Millisecond //nolint:gosec // far from 2^63
}

// holds is what belongs to the process alone; what it keeps in shared buffers is counted with its tables.
func (b backend) holds() float64 {
	status, err := os.ReadFile("/proc/" + strconv.Itoa(b.pid) + "/status")
	if err != nil {
		panic(err)
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "RssAnon:"); ok {
			return mib(number(strings.Fields(rest)[0]) << 10)
		}
	}
	return 0
}

func number(s string) uint64 {
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil {
		panic(err)
	}
	return n
}

func mib(bytes uint64) float64 { return float64(bytes) / (1 << 20) }

// used is what a piece of work took.
type used struct {
	cpu  time.Duration
	most float64 // MiB at most, above what was in use before
}

const lookEvery = 2 * time.Millisecond

// measure does some work so many times and gives the median of its CPU times, and the most memory that was seen.
func measure(p process, rounds int, work func()) used {
	var u used
	times := make([]time.Duration, rounds)
	for i := range times {
		runtime.GC()
		before, began := p.holds(), p.spent()
		stop := watch(p, before)
		work()
		times[i] = p.spent() - began
		u.most = max(u.most, stop())
	}
	slices.Sort(times)
	u.cpu = times[rounds/2]
	return u
}

// watch looks at a process's memory until it is stopped, which gives the most it saw above a floor. To look takes a
// few microseconds, and they count.
func watch(p process, floor float64) (stop func() float64) {
	end, most := make(chan struct{}), make(chan float64)
	go func() {
		tick := time.NewTicker(lookEvery)
		defer tick.Stop()
		seen := 0.0
		for {
			select {
			case <-tick.C:
				seen = max(seen, p.holds()-floor)
			case <-end:
				most <- max(seen, p.holds()-floor)
				return
			}
		}
	}()
	return func() float64 {
		close(end)
		return <-most
	}
}

// kept gives the MiB that something holds on to once the garbage is gone.
func kept(hold func()) float64 {
	collect()
	before := ourselves{}.holds()
	hold()
	collect()
	return ourselves{}.holds() - before
}

// collect frees all garbage: what stands in a sync.Pool is given up when it was not asked for between two collections.
func collect() {
	runtime.GC()
	runtime.GC()
}
