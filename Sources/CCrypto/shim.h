#ifndef HEADROOM_CCRYPTO_SHIM_H
#define HEADROOM_CCRYPTO_SHIM_H

#include <openssl/evp.h>

#endif
