// Package standin is an embeddings endpoint that needs no model: what it says of a text is which letters follow each
// other in it.
//
// It owns the wire's other side and a plain way to make vectors, for tests and for figures that anybody can make again.
// It knows nothing of meaning, so that what it adds to the engine is nothing but another look at spelling.
package standin

import (
	"encoding/json"
	"hash/fnv"
	"math"
	"net/http"
	"strings"
	"unicode"
)

// Dimensions is the length of its vectors.
const Dimensions = 256

const mostBody = 1 << 20

// Handler answers POST /v1/embeddings. With a key it wants that key.
func Handler(key string) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/embeddings", func(w http.ResponseWriter, r *http.Request) {
		if key != "" && r.Header.Get("Authorization") != "Bearer "+key {
			http.Error(w, `{"error":{"message":"wrong key"}}`, http.StatusUnauthorized)
			return
		}
		var asked struct {
			Model string   `json:"model"`
			Input []string `json:"input"`
		}
		if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, mostBody)).Decode(&asked); err != nil || asked.Model == "" || len(asked.Input) == 0 {
			http.Error(w, `{"error":{"message":"a model and a list of texts are wanted"}}`, http.StatusBadRequest)
			return
		}
		type embedding struct {
			Object    string    `json:"object"`
			Index     int       `json:"index"`
			Embedding []float32 `json:"embedding"`
		}
		list := make([]embedding, len(asked.Input))
		for i, text := range asked.Input {
			list[i] = embedding{"embedding", i, Vector(text)}
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{"object": "list", "model": asked.Model, "data": list}) // the caller has gone
	})
	return mux
}

// Vector hashes the runs of three to five letters of a text's words into Dimensions numbers, each run with a sign of its
// own, and gives the result the length 1. The last number is never 0, so that every text has a direction.
func Vector(text string) []float32 {
	sums := make([]float64, Dimensions)
	sums[Dimensions-1] = 0.1
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for _, word := range words {
		letters := []rune(" " + word + " ")
		for size := 3; size <= 5; size++ {
			for from := 0; from+size <= len(letters); from++ {
				h := fnv.New32a()
				_, _ = h.Write([]byte(string(letters[from : from+size]))) // a hash takes everything
				n := h.Sum32()
				sign := float64(1) - 2*float64(n>>31)
				sums[n%Dimensions] += sign
			}
		}
	}
	squares := 0.0
	for k, x := range sums {
		sums[k] = math.Copysign(math.Log1p(math.Abs(x)), x)
		squares += sums[k] * sums[k]
	}
	vector := make([]float32, Dimensions)
	for k, x := range sums {
		vector[k] = float32(x / math.Sqrt(squares))
	}
	return vector
}
