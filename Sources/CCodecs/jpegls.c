#include "internal.h"
#include <charls/charls.h>
#include <stdlib.h>
#include <string.h>

// Planes one after another become samples side by side.
static int interleave(uint8_t *out, const codec_result *result) {
    uint8_t *planes = malloc(result->size);
    if (!planes) return 0;
    memcpy(planes, out, result->size);
    size_t pixels = (size_t)result->width * result->height, bytes = result->bytes_per_sample;
    for (size_t k = 0; k < result->components; k++)
        for (size_t i = 0; i < pixels; i++)
            memcpy(out + (i * result->components + k) * bytes, planes + (k * pixels + i) * bytes, bytes);
    free(planes);
    return 1;
}

int codec_jpegls_decode(const uint8_t *bytes, size_t count, uint8_t *out, size_t capacity, codec_result *result) {
    memset(result, 0, sizeof *result);
    charls_jpegls_decoder *decoder = charls_jpegls_decoder_create();
    if (!decoder) {
        codec_complain(result, "out of memory");
        return -1;
    }
    charls_frame_info frame;
    charls_interleave_mode mode;
    size_t needed = 0;
    int code = -1;
    charls_jpegls_errc error;
    if ((error = charls_jpegls_decoder_set_source_buffer(decoder, bytes, count))) goto failed;
    if ((error = charls_jpegls_decoder_read_header(decoder))) goto failed;
    if ((error = charls_jpegls_decoder_get_frame_info(decoder, &frame))) goto failed;
    if ((error = charls_jpegls_decoder_get_interleave_mode(decoder, &mode))) goto failed;
    if (frame.component_count < 1) {
        codec_complain(result, "no components");
        goto done;
    }
    uint32_t sample = frame.bits_per_sample > 8 ? 2 : 1;
    if (!codec_fits(result, frame.width, frame.height, (uint64_t)frame.component_count, sample, capacity)) goto done;
    if ((error = charls_jpegls_decoder_get_destination_size(decoder, 0, &needed))) goto failed;
    if (needed != result->size) {
        codec_complain(result, "larger than announced");
        goto done;
    }
    if ((error = charls_jpegls_decoder_decode_to_buffer(decoder, out, needed, 0))) goto failed;
    result->bits = (uint32_t)frame.bits_per_sample;
    if (frame.component_count > 1 && mode == CHARLS_INTERLEAVE_MODE_NONE && !interleave(out, result)) {
        codec_complain(result, "out of memory");
        goto done;
    }
    code = 0;
    goto done;
failed:
    codec_complain(result, charls_get_error_message(error));
done:
    charls_jpegls_decoder_destroy(decoder);
    return code;
}
