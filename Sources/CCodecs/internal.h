#ifndef CCODECS_INTERNAL_H
#define CCODECS_INTERNAL_H

#include "CCodecs.h"
#include <stdio.h>

// The most samples a frame may have; 512 million.
#define CODEC_SAMPLES_MAX (1ull << 29)

static inline void codec_complain(codec_result *result, const char *words) {
    snprintf(result->error, sizeof result->error, "%s", words);
}

// Notes the size of a frame and says whether it is sane and fits into `capacity` bytes.
static inline int codec_fits(
    codec_result *result, uint64_t width, uint64_t height, uint64_t components, uint32_t bytes_per_sample,
    size_t capacity) {
    if (width == 0 || height == 0 || width > 65535 || height > 65535 || components == 0 || components > 4) {
        codec_complain(result, "dimensions out of range");
        return 0;
    }
    uint64_t samples = width * height * components;
    if (samples > CODEC_SAMPLES_MAX || samples * bytes_per_sample > capacity) {
        codec_complain(result, "larger than announced");
        return 0;
    }
    result->width = (uint32_t)width;
    result->height = (uint32_t)height;
    result->components = (uint32_t)components;
    result->bytes_per_sample = bytes_per_sample;
    result->size = (size_t)(samples * bytes_per_sample);
    return 1;
}

#endif
