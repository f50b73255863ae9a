// Package snippets names what the snippets import, so that it is compiled ahead.
package snippets

import (
	_ "github.com/qdrant/go-client/qdrant"
	_ "google.golang.org/grpc"
)
