/* What the compiler was told about the machine; the numbers are constants where Swift reads them. */
#if defined(__FMA__) || defined(__ARM_FEATURE_FMA) || defined(__aarch64__)
#define INSTRUCTION_SET_FUSES 1
#else
#define INSTRUCTION_SET_FUSES 0
#endif

#if defined(__AVX512F__)
#define INSTRUCTION_SET_NAME "avx512"
#elif defined(__AVX2__)
#define INSTRUCTION_SET_NAME "avx2"
#elif defined(__SSE2__)
#define INSTRUCTION_SET_NAME "sse2"
#elif defined(__ARM_FEATURE_SVE)
#define INSTRUCTION_SET_NAME "sve"
#elif defined(__ARM_NEON)
#define INSTRUCTION_SET_NAME "neon"
#else
#define INSTRUCTION_SET_NAME "generic"
#endif
