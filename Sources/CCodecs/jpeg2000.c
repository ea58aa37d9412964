#include "internal.h"
#include <openjpeg.h>
#include <string.h>

typedef struct {
    const uint8_t *bytes;
    size_t count, position;
} source;

static OPJ_SIZE_T read_source(void *buffer, OPJ_SIZE_T count, void *user) {
    source *from = user;
    if (from->position >= from->count) return (OPJ_SIZE_T)-1;
    size_t left = from->count - from->position;
    if (left > count) left = count;
    memcpy(buffer, from->bytes + from->position, left);
    from->position += left;
    return left;
}

static OPJ_OFF_T skip_source(OPJ_OFF_T count, void *user) {
    source *from = user;
    if (count < 0) return -1;
    if ((size_t)count > from->count - from->position) {
        from->position = from->count;
        return -1;
    }
    from->position += (size_t)count;
    return count;
}

static OPJ_BOOL seek_source(OPJ_OFF_T place, void *user) {
    source *from = user;
    if (place < 0 || (size_t)place > from->count) return OPJ_FALSE;
    from->position = (size_t)place;
    return OPJ_TRUE;
}

static void keep_error(const char *words, void *user) {
    codec_result *result = user;
    codec_complain(result, words);
    size_t length = strlen(result->error);
    while (length > 0 && result->error[length - 1] == '\n') result->error[--length] = 0;
}

static void drop_message(const char *words, void *user) {
    (void)words;
    (void)user;
}

// Components as they come, each a plane of 32-bit integers, side by side in the output.
static int interleave(const opj_image_t *image, uint8_t *out, size_t capacity, codec_result *result) {
    uint32_t width = image->comps[0].w, height = image->comps[0].h, components = image->numcomps;
    for (uint32_t k = 0; k < components; k++) {
        const opj_image_comp_t *plane = &image->comps[k];
        if (plane->w != width || plane->h != height || plane->prec != image->comps[0].prec || !plane->data) {
            codec_complain(result, "components differ in size or depth");
            return 0;
        }
    }
    uint32_t bits = image->comps[0].prec;
    uint32_t bytes = bits <= 8 ? 1 : bits <= 16 ? 2 : 4;
    if (!codec_fits(result, width, height, components, bytes, capacity)) return 0;
    result->bits = bits;
    result->is_signed = (int32_t)image->comps[0].sgnd;
    size_t pixels = (size_t)width * height;
    for (uint32_t k = 0; k < components; k++) {
        const OPJ_INT32 *from = image->comps[k].data;
        if (bytes == 1) {
            uint8_t *to = out + k;
            for (size_t i = 0; i < pixels; i++) to[i * components] = (uint8_t)from[i];
        } else if (bytes == 2) {
            for (size_t i = 0; i < pixels; i++) {
                uint16_t sample = (uint16_t)from[i];
                memcpy(out + (i * components + k) * 2, &sample, 2);
            }
        } else {
            for (size_t i = 0; i < pixels; i++) memcpy(out + (i * components + k) * 4, &from[i], 4);
        }
    }
    return 1;
}

int codec_jpeg2000_decode(
    const uint8_t *bytes, size_t count, uint32_t reduce, uint8_t *out, size_t capacity, codec_result *result) {
    memset(result, 0, sizeof *result);
    if (count < 12) {
        codec_complain(result, "too short");
        return -1;
    }
    int is_file = bytes[0] == 0 && bytes[1] == 0 && bytes[2] == 0 && bytes[3] == 12 && bytes[4] == 'j';
    source from = {bytes, count, 0};
    int code = -1;
    opj_image_t *image = NULL;
    opj_stream_t *stream = opj_stream_create(1 << 16, OPJ_TRUE);
    opj_codec_t *codec = opj_create_decompress(is_file ? OPJ_CODEC_JP2 : OPJ_CODEC_J2K);
    if (!stream || !codec) {
        codec_complain(result, "out of memory");
        goto done;
    }
    opj_stream_set_read_function(stream, read_source);
    opj_stream_set_skip_function(stream, skip_source);
    opj_stream_set_seek_function(stream, seek_source);
    opj_stream_set_user_data(stream, &from, NULL);
    opj_stream_set_user_data_length(stream, count);
    opj_set_error_handler(codec, keep_error, result);
    opj_set_warning_handler(codec, drop_message, NULL);
    opj_set_info_handler(codec, drop_message, NULL);
    opj_dparameters_t parameters;
    opj_set_default_decoder_parameters(&parameters);
    parameters.cp_reduce = reduce;
    if (!opj_setup_decoder(codec, &parameters)) goto done;
    // A stream that ends early gives what it has, as other readers do.
    opj_decoder_set_strict_mode(codec, OPJ_FALSE);
    if (!opj_read_header(stream, codec, &image)) goto done;
    if (image->x1 <= image->x0 || image->y1 <= image->y0 || image->numcomps == 0) {
        codec_complain(result, "dimensions out of range");
        goto done;
    }
    {
        // Before anything is allocated for pixels.
        uint64_t width = (uint64_t)(image->x1 - image->x0) >> reduce;
        uint64_t height = (uint64_t)(image->y1 - image->y0) >> reduce;
        if (!codec_fits(result, width ? width : 1, height ? height : 1, image->numcomps, 1, capacity)) goto done;
    }
    if (!opj_decode(codec, stream, image)) goto done;
    opj_end_decompress(codec, stream);
    code = interleave(image, out, capacity, result) ? 0 : -1;
done:
    if (code && !result->error[0]) codec_complain(result, "not a JPEG 2000 code stream");
    if (image) opj_image_destroy(image);
    if (codec) opj_destroy_codec(codec);
    if (stream) opj_stream_destroy(stream);
    return code;
}
