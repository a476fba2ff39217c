package evaluation

import "math"

// calibrationBands is into how many bands of equal width probabilities are put.
const calibrationBands = 10

// calibrationError is the expected calibration error of the probabilities of some pairs: the distance between the mean
// probability and the share of links in each of ten bands, weighed by the pairs in it. Naeini, Cooper and Hauskrecht,
// 2015.
func (t *trial) calibrationError(pairs []Pair) float64 {
	var said, were [calibrationBands]float64
	for _, p := range pairs {
		score := t.links[p].Score
		band := min(int(score*calibrationBands), calibrationBands-1)
		said[band] += score
		if t.gold[p] {
			were[band]++
		}
	}
	sum := 0.0
	for b := range said {
		sum += math.Abs(said[b] - were[b])
	}
	return sum / math.Max(float64(len(pairs)), 1)
}
