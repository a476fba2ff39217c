package lexical

import "sync"

// Parallel calls do for every i below n on some threads. Calls must not share what they write.
func Parallel(n, threads int, do func(i int)) {
	ParallelBy(n, threads, func() func(int) { return do })
}

// ParallelBy is Parallel where each thread makes what it needs first. Which thread does which i is not fixed.
func ParallelBy(n, threads int, begin func() func(i int)) {
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
