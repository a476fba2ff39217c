// Package parallel shares loops out among threads, so that what comes of them does not hang on how many there are.
package parallel

import "sync"

// Do calls do for every i below n on some threads. Calls must not share what they write.
func Do(n, threads int, do func(i int)) {
	By(n, threads, func() func(int) { return do })
}

// By is Do where each thread makes what it needs first. Which thread does which i is not fixed.
func By(n, threads int, begin func() func(i int)) {
	threads = min(threads, n)
	if threads <= 1 {
		do := begin()
		for i := range n {
			do(i)
		}
		return
	}
	const chunk = 16
	next := make(chan int)
	var workers sync.WaitGroup
	for range threads {
		workers.Go(func() {
			do := begin()
			for from := range next {
				for i := from; i < min(from+chunk, n); i++ {
					do(i)
				}
			}
		})
	}
	for from := 0; from < n; from += chunk {
		next <- from
	}
	close(next)
	workers.Wait()
}
