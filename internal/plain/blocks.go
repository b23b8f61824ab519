package plain

import (
	"bytes"
	"io"
	"sync"
	"sync/atomic"
)

// block is a run of whole lines of a file without a quotation mark, so that every
// line is a row and every comma ends a cell.
type block struct {
	data []byte
	all  []byte // the memory it lies in
	line int    // of the first line in the file, from 1
}

// blockSize is how much is read at once; nothing depends on it.
var blockSize = 1 << 20

// cutter cuts a stream into blocks.
type cutter struct {
	in   io.Reader
	rest []byte // read but not handed out
	line int    // lines handed out
	done bool
	free chan []byte
	fail error
}

func newCutter(in io.Reader, spare int) *cutter {
	return &cutter{in: in, free: make(chan []byte, spare)}
}

// next returns the next block; it is false at the end, and where a quotation mark
// or a very long line needs a reader that knows all of the form, see tail.
func (c *cutter) next() (block, bool) {
	if c.done || c.fail != nil {
		return block{}, false
	}
	var buf []byte
	select {
	case buf = <-c.free:
	default:
		buf = make([]byte, blockSize)
	}
	n := copy(buf, c.rest)
	for n < len(buf) && !c.done {
		m, err := c.in.Read(buf[n:])
		n += m
		if err == io.EOF {
			c.done = true
		} else if err != nil {
			c.fail = err
			break
		}
	}
	end := n
	if !c.done {
		end = bytes.LastIndexByte(buf[:n], '\n') + 1
	}
	if end == 0 && n > 0 || bytes.IndexByte(buf[:end], '"') >= 0 {
		c.rest, c.done = buf[:n], true
		return block{}, false
	}
	c.rest = append([]byte(nil), buf[end:n]...)
	b := block{buf[:end], buf, c.line + 1}
	c.line += bytes.Count(b.data, []byte{'\n'})
	return b, end > 0
}

// tail is what the blocks left over.
func (c *cutter) tail() io.Reader {
	return io.MultiReader(bytes.NewReader(c.rest), c.in)
}

// recycle gives the memory of a block back.
func (c *cutter) recycle(b block) {
	select {
	case c.free <- b.all:
	default:
	}
}

// inParallel reads first and the further blocks of c with some workers and returns what they made
// of them, in the order of the file; of several refusals the first of the file
// counts. Work on later blocks ends when a refusal is known.
func inParallel[T any](c *cutter, first block, workers int, read func(block) (T, error)) ([]T, error) {
	type result struct {
		of  block
		got T
		err error
	}
	var results []*result
	var failed atomic.Bool
	var wg sync.WaitGroup
	work := make(chan *result, workers)
	for range workers {
		wg.Go(func() {
			for r := range work {
				r.got, r.err = read(r.of)
				c.recycle(r.of)
				r.of = block{}
				if r.err != nil {
					failed.Store(true)
				}
			}
		})
	}
	for b, ok := first, true; ok && !failed.Load(); b, ok = c.next() {
		r := &result{of: b}
		results = append(results, r)
		work <- r
	}
	close(work)
	wg.Wait()
	out := make([]T, 0, len(results))
	for _, r := range results {
		if r.err != nil {
			return nil, r.err
		}
		out = append(out, r.got)
	}
	return out, c.fail
}
