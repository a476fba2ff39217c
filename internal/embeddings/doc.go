// Package embeddings asks an endpoint that speaks as OpenAI's does what texts mean.
//
// It owns the exchange: batches, limits, errors that name the endpoint and neither texts nor key. It does not own which
// texts are sent, who agreed to that, or what is made of the vectors: alignment and alignment/desk do.
package embeddings
