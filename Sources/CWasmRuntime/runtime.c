// The heap of the pixel engine in the browser. Small blocks come from free lists by power of two, cut from slabs; large ones (volumes,
// layers) from one list in the order of addresses, split and joined again, so that opening and closing series for a day does not grow memory.
#include "CWasmRuntime.h"

#if __wasm__

enum { header = 16, page = 65536, largeUnit = 4096, smallest = 5, largest = 15, classLarge = 100, classAligned = 101 };

/// Stands in the 16 bytes before every block.
typedef struct Block {
    uint32_t class;
    uint32_t size;        // of a large block, with its header
    struct Block *next;   // while it is free
    void *origin;         // of an aligned block: what was really allocated
} Block;

extern unsigned char __heap_base;
static uint64_t top;
static Block *small[largest + 1];
static Block *large;
static char *slab;
static size_t slabLeft;
static size_t used;

static Block *grow(uint64_t size) {
    if (!top) top = ((uintptr_t)&__heap_base + 15) & ~(uint64_t)15;
    uint64_t end = top + size;
    uint64_t have = (uint64_t)__builtin_wasm_memory_size(0) * page;
    // The very last page stays unused: a pointer just behind a block must not come round to zero.
    if (end > (uint64_t)65535 * page) return 0;
    if (end > have && __builtin_wasm_memory_grow(0, (size_t)((end - have + page - 1) / page)) == (size_t)-1) return 0;
    Block *block = (Block *)(uintptr_t)top;
    top = end;
    return block;
}

static Block *takeLarge(size_t size) {
    uint64_t wanted = ((uint64_t)size + header + largeUnit - 1) / largeUnit * largeUnit;
    if (wanted > 0xFFFF0000u) return 0;
    Block **best = 0;
    for (Block **link = &large; *link; link = &(*link)->next)
        if ((*link)->size >= wanted && (!best || (*link)->size < (*best)->size)) best = link;
    Block *block;
    if (best) {
        block = *best;
        if (block->size > wanted) {
            Block *rest = (Block *)((char *)block + wanted);
            rest->size = block->size - (uint32_t)wanted;
            rest->next = block->next;
            *best = rest;
        } else {
            *best = block->next;
        }
    } else {
        block = grow(wanted);
        if (!block) return 0;
    }
    block->class = classLarge;
    block->size = (uint32_t)wanted;
    return block;
}

static void giveLarge(Block *block) {
    Block *before = 0, *after = large;
    while (after && after < block) { before = after; after = after->next; }
    block->next = after;
    if (before) before->next = block; else large = block;
    if (after && (char *)block + block->size == (char *)after) {
        block->size += after->size;
        block->next = after->next;
    }
    if (before && (char *)before + before->size == (char *)block) {
        before->size += block->size;
        before->next = block->next;
    }
}

void *runtime_allocate(size_t size) {
    if (size > ((size_t)1 << largest) - header) {
        Block *block = takeLarge(size);
        if (!block) return 0;
        used += block->size;
        return (char *)block + header;
    }
    size_t whole = size + header;
    unsigned class = whole <= (1u << smallest) ? smallest : 32 - (unsigned)__builtin_clz((uint32_t)(whole - 1));
    Block *block = small[class];
    if (block) {
        small[class] = block->next;
    } else {
        size_t bytes = (size_t)1 << class;
        if (slabLeft < bytes) {
            Block *fresh = takeLarge(2 * page);
            if (!fresh) return 0;
            slab = (char *)fresh + header;
            slabLeft = fresh->size - header;
        }
        block = (Block *)slab;
        slab += bytes;
        slabLeft -= bytes;
        block->class = class;
    }
    used += (size_t)1 << class;
    return (char *)block + header;
}

void runtime_free(void *memory) {
    if (!memory) return;
    Block *block = (Block *)((char *)memory - header);
    if (block->class == classAligned) { runtime_free(block->origin); return; }
    if (block->class == classLarge) {
        used -= block->size;
        giveLarge(block);
    } else {
        used -= (size_t)1 << block->class;
        block->next = small[block->class];
        small[block->class] = block;
    }
}

size_t runtime_used(void) { return used; }

int posix_memalign(void **out, size_t alignment, size_t size) {
    if (alignment <= 16) {
        *out = runtime_allocate(size);
        return *out ? 0 : 12;
    }
    if (size > 0xFFFFFFFFu - alignment - header) return 12;
    char *memory = runtime_allocate(size + alignment + header);
    if (!memory) return 12;
    uintptr_t aligned = ((uintptr_t)memory + header + alignment - 1) & ~(alignment - 1);
    Block *block = (Block *)(aligned - header);
    block->class = classAligned;
    block->origin = memory;
    *out = (void *)aligned;
    return 0;
}

void *malloc(size_t size) { return runtime_allocate(size); }
void free(void *memory) { runtime_free(memory); }

uintptr_t __stack_chk_guard = 0x5AFEC0DEu;
void __stack_chk_fail(void) { __builtin_trap(); }

int memcmp(const void *a, const void *b, size_t count) {
    const unsigned char *x = a, *y = b;
    for (; count; count--, x++, y++) if (*x != *y) return *x - *y;
    return 0;
}

// The one rounding that is no instruction of WebAssembly: halves away from zero, as every C library has it.
double round(double x) {
    double whole = __builtin_trunc(x);
    return __builtin_fabs(x - whole) >= 0.5 ? whole + __builtin_copysign(1.0, x) : whole;
}

#endif
