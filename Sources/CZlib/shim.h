#ifndef HEADROOM_CZLIB_SHIM_H
#define HEADROOM_CZLIB_SHIM_H

#include <zlib.h>

/* inflateInit2 is a macro, which Swift cannot call. */
static inline int headroom_inflate_init(z_streamp stream, int window_bits) {
  return inflateInit2(stream, window_bits);
}

/* deflateInit2 likewise; window bits above 15 write gzip. */
static inline int headroom_deflate_init(z_streamp stream, int level, int window_bits) {
  return deflateInit2(stream, level, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
}

#endif
