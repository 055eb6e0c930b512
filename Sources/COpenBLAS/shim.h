#ifndef HEADROOM_COPENBLAS_SHIM_H
#define HEADROOM_COPENBLAS_SHIM_H

#include <cblas.h>
#include <stddef.h>

/* LAPACKE is not part of every libopenblas, so the Fortran routines we call are declared here. */
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info, size_t uplo_length);

#endif
