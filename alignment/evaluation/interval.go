package evaluation

import "math"

// Interval is a figure with the range in which 95 of 100 such figures lie.
type Interval struct {
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// meanOf is the mean of some values and its 95 % interval, 1.96 standard errors to both sides.
func meanOf(values []float64) Interval {
	n := float64(len(values))
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	mean := sum / n
	squares := 0.0
	for _, v := range values {
		squares += (v - mean) * (v - mean)
	}
	half := 0.0
	if n > 1 {
		half = 1.96 * math.Sqrt(squares/(n-1)/n)
	}
	return Interval{mean, mean - half, mean + half}
}

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
