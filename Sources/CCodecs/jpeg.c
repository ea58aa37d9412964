#include "internal.h"
#include <jpeglib.h>
#include <setjmp.h>
#include <string.h>

// libjpeg leaves by longjmp: never past a function of this file.
typedef struct {
    struct jpeg_error_mgr manager;
    jmp_buf back;
    codec_result *result;
} error_door;

static void leave(j_common_ptr common) {
    error_door *door = (error_door *)common->err;
    if (door->result) {
        char words[JMSG_LENGTH_MAX];
        (*common->err->format_message)(common, words);
        codec_complain(door->result, words);
    }
    longjmp(door->back, 1);
}

// A damaged stream may warn at every block: it is given up after 500.
static void count_warning(j_common_ptr common, int level) {
    if (level < 0 && ++common->err->num_warnings > 500) leave(common);
}

int codec_jpeg_decode(const uint8_t *bytes, size_t count, uint8_t *out, size_t capacity, codec_result *result) {
    memset(result, 0, sizeof *result);
    struct jpeg_decompress_struct jpeg;
    error_door door;
    jpeg.err = jpeg_std_error(&door.manager);
    door.manager.error_exit = leave;
    door.manager.emit_message = count_warning;
    door.result = result;
    if (setjmp(door.back)) {
        jpeg_destroy_decompress(&jpeg);
        return -1;
    }
    jpeg_create_decompress(&jpeg);
    jpeg_mem_src(&jpeg, bytes, count);
    jpeg_read_header(&jpeg, TRUE);
    if (!codec_fits(
            result, jpeg.image_width, jpeg.image_height, (uint64_t)jpeg.num_components, 1, capacity)) {
        jpeg_destroy_decompress(&jpeg);
        return -1;
    }
    // The stored colours: turning them into RGB is the renderer's task.
    jpeg.out_color_space = jpeg.jpeg_color_space;
    jpeg.dct_method = JDCT_ISLOW;
    // Progressive streams are held in memory as coefficients; libjpeg may not go beyond that.
    jpeg.mem->max_memory_to_use = (long)1 << 30;
    jpeg_start_decompress(&jpeg);
    size_t row = (size_t)jpeg.output_width * (size_t)jpeg.output_components;
    if (row * jpeg.output_height != result->size) {
        codec_complain(result, "larger than announced");
        jpeg_destroy_decompress(&jpeg);
        return -1;
    }
    while (jpeg.output_scanline < jpeg.output_height) {
        JSAMPROW line = out + row * jpeg.output_scanline;
        jpeg_read_scanlines(&jpeg, &line, 1);
    }
    result->bits = 8;
    jpeg_finish_decompress(&jpeg);
    jpeg_destroy_decompress(&jpeg);
    return 0;
}

// A destination of one fixed buffer; running out of room is an error.
typedef struct {
    struct jpeg_destination_mgr manager;
    uint8_t *bytes;
    size_t capacity;
} fixed_destination;

static void begin_destination(j_compress_ptr jpeg) {
    fixed_destination *to = (fixed_destination *)jpeg->dest;
    to->manager.next_output_byte = to->bytes;
    to->manager.free_in_buffer = to->capacity;
}

static boolean refuse_more(j_compress_ptr jpeg) {
    leave((j_common_ptr)jpeg);
    return FALSE;
}

static void end_destination(j_compress_ptr jpeg) { (void)jpeg; }

size_t codec_jpeg_encode(
    const uint8_t *pixels, uint32_t width, uint32_t height, uint32_t components, int quality, uint8_t *out,
    size_t capacity) {
    if (components != 1 && components != 3) return 0;
    struct jpeg_compress_struct jpeg;
    error_door door;
    fixed_destination to = {{0}, out, capacity};
    jpeg.err = jpeg_std_error(&door.manager);
    door.manager.error_exit = leave;
    door.manager.emit_message = count_warning;
    door.result = NULL;
    if (setjmp(door.back)) {
        jpeg_destroy_compress(&jpeg);
        return 0;
    }
    jpeg_create_compress(&jpeg);
    to.manager.init_destination = begin_destination;
    to.manager.empty_output_buffer = refuse_more;
    to.manager.term_destination = end_destination;
    jpeg.dest = &to.manager;
    jpeg.image_width = width;
    jpeg.image_height = height;
    jpeg.input_components = (int)components;
    jpeg.in_color_space = components == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, quality, TRUE);
    jpeg_start_compress(&jpeg, TRUE);
    while (jpeg.next_scanline < jpeg.image_height) {
        JSAMPROW line = (JSAMPROW)(pixels + (size_t)width * components * jpeg.next_scanline);
        jpeg_write_scanlines(&jpeg, &line, 1);
    }
    jpeg_finish_compress(&jpeg);
    size_t written = capacity - to.manager.free_in_buffer;
    jpeg_destroy_compress(&jpeg);
    return written;
}
