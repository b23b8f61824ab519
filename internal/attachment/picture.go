package attachment

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	_ "image/gif"  // sizes of GIF
	_ "image/jpeg" // sizes of JPEG
	_ "image/png"  // sizes of PNG
	"io"
)

// picture checks the size that a picture declares, before anything is decoded:
// a few kilobytes can declare more pixels than memory holds.
func (x file) picture() error {
	cfg, _, err := image.DecodeConfig(io.NewSectionReader(x, 0, x.size))
	if err != nil {
		return refuse("ATTACHMENT_DAMAGED").Because(err)
	}
	if cfg.Width > MaxSide || cfg.Height > MaxSide || int64(cfg.Width)*int64(cfg.Height) > MaxPixels {
		return refuse("ATTACHMENT_PIXELS", "width", fmt.Sprint(cfg.Width), "height", fmt.Sprint(cfg.Height), "limit", fmt.Sprintf("%d × %d, %d", MaxSide, MaxSide, MaxPixels))
	}
	if x.archiveBehind() {
		return refuse("ATTACHMENT_POLYGLOT")
	}
	two, err := x.contains("<html", "<script", "<?php", "%pdf-")
	if err == nil && two {
		err = refuse("ATTACHMENT_POLYGLOT")
	}
	return err
}

// png checks in addition that nothing follows the last chunk.
func (x file) png() error {
	if err := x.picture(); err != nil {
		return err
	}
	for at := int64(8); ; {
		head, err := x.part(at, 8)
		if err != nil {
			return err
		}
		if len(head) < 8 {
			return refuse("ATTACHMENT_DAMAGED")
		}
		at += 12 + int64(binary.BigEndian.Uint32(head))
		if bytes.Equal(head[4:], []byte("IEND")) {
			if at != x.size {
				return refuse("ATTACHMENT_POLYGLOT")
			}
			return nil
		}
		if at >= x.size {
			return refuse("ATTACHMENT_DAMAGED")
		}
	}
}

// pdf refuses a page or an archive in the same bytes, and what runs when the
// document is opened. Names inside packed streams are not seen.
func (x file) pdf() error {
	if page(x.head) || x.archiveBehind() {
		return refuse("ATTACHMENT_POLYGLOT")
	}
	if !bytes.Contains(x.tail[max(0, len(x.tail)-2048):], []byte("%%EOF")) {
		return refuse("ATTACHMENT_DAMAGED")
	}
	runs, err := x.contains("/javascript", "/js ", "/js(", "/js<", "/launch", "/richmedia")
	if err == nil && runs {
		err = refuse("ATTACHMENT_ACTIVE")
	}
	return err
}
