#include "internal.h"
#include <libdeflate.h>

size_t codec_gzip_bound(size_t count) { return libdeflate_gzip_compress_bound(NULL, count); }

size_t codec_gzip(const uint8_t *bytes, size_t count, int level, uint8_t *out, size_t capacity) {
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(level);
    if (!compressor) return 0;
    size_t written = libdeflate_gzip_compress(compressor, bytes, count, out, capacity);
    libdeflate_free_compressor(compressor);
    return written;
}

int codec_inflate(const uint8_t *bytes, size_t count, uint8_t *out, size_t capacity, size_t *written) {
    *written = 0;
    struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
    if (!decompressor) return -1;
    // A byte of padding may follow the stream, so where it ended is not asked.
    size_t used = 0;
    enum libdeflate_result answer =
        libdeflate_deflate_decompress_ex(decompressor, bytes, count, out, capacity, &used, written);
    libdeflate_free_decompressor(decompressor);
    return answer == LIBDEFLATE_SUCCESS ? 0 : -1;
}
