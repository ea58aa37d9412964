// The doors to the C codecs: bytes in, a caller's buffer out.
//
// Every function checks what the stream says of itself against the room it was given before it decodes, lets no longjmp
// out, and answers 0 or an error with words in `result->error`.
#ifndef CCODECS_H
#define CCODECS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
    uint32_t width, height, components;
    // Bits of a sample as coded, and the bytes it takes in the output (1, 2 or 4, little-endian).
    uint32_t bits, bytes_per_sample;
    int32_t is_signed;
    // Bytes written to the output, samples of a pixel side by side.
    size_t size;
    char error[160];
} codec_result;

// JPEG 2000 and High-Throughput JPEG 2000, as a bare code stream or in a JP2 file; `reduce` leaves out that many of the
// finest resolutions (each halves width and height).
int codec_jpeg2000_decode(
    const uint8_t *bytes, size_t count, uint32_t reduce, uint8_t *out, size_t capacity, codec_result *result);

// JPEG of 8 bits a sample, sequential or progressive; colours stay as coded.
int codec_jpeg_decode(const uint8_t *bytes, size_t count, uint8_t *out, size_t capacity, codec_result *result);

// JPEG of 8 bits a sample, of 1 (grey) or 3 (RGB) components; answers the bytes written, 0 if they do not fit.
size_t codec_jpeg_encode(
    const uint8_t *pixels, uint32_t width, uint32_t height, uint32_t components, int quality, uint8_t *out,
    size_t capacity);

// gzip (RFC 1952); answers the bytes written, 0 if they do not fit.
size_t codec_gzip_bound(size_t count);
size_t codec_gzip(const uint8_t *bytes, size_t count, int level, uint8_t *out, size_t capacity);

// Unpacks a DEFLATE stream (RFC 1951); answers 0 and the bytes written.
int codec_inflate(const uint8_t *bytes, size_t count, uint8_t *out, size_t capacity, size_t *written);

#ifdef __cplusplus
}
#endif
#endif
