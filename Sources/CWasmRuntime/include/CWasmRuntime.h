// What Embedded Swift asks of a C library, for a WebAssembly module whose only import is its memory.
#pragma once
#include <stddef.h>
#include <stdint.h>

/// Memory for `size` bytes, aligned to 16; NULL when four gigabytes are not enough.
void *runtime_allocate(size_t size);
void runtime_free(void *memory);
/// Bytes handed out and not given back, headers included.
size_t runtime_used(void);
