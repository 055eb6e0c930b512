#ifndef HEADROOM_CZLIB_SHIM_H
#define HEADROOM_CZLIB_SHIM_H

#include <zlib.h>

/* inflateInit2 is a macro, which Swift cannot call. */
static inline int headroom_inflate_init(z_streamp stream, int window_bits) {
  return inflateInit2(stream, window_bits);
}

#endif
