#include "core/base/mem.h"

#include <assert.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK_FIRST = 4096, BLOCK_LARGEST = 1 << 20 };

typedef struct Block {
	struct Block *next;
	size_t        used, size;
	alignas(max_align_t) unsigned char bytes[];
} Block;

struct Arena {
	Block *current;                          /* the one that is filled; full and oversized ones stand behind it */
	size_t next_size;
};

static void (*death_hook)(void);

void mem_on_death(void (*restore)(void))
{
	death_hook = restore;
}

void mem_die(void)
{
	static const char words[] = "vicialias: out of memory\n";
	if (death_hook)
		death_hook();
	if (write(STDERR_FILENO, words, sizeof words - 1) < 0)
		_exit(1);
	_exit(1);
}

void *mem_take(size_t size)
{
	void *block = calloc(1, size ? size : 1);
	if (!block)
		mem_die();
	return block;
}

void *mem_grow(void *block, size_t size)
{
	void *grown = realloc(block, size ? size : 1);
	if (!grown)
		mem_die();
	return grown;
}

void mem_free(void *block)
{
	free(block);
}

Arena *arena_new(void)
{
	Arena *arena = mem_take(sizeof *arena);
	arena->next_size = BLOCK_FIRST;
	return arena;
}

static Block *block_new(size_t size)
{
	if (size > SIZE_MAX - sizeof(Block))
		mem_die();
	Block *block = mem_grow(NULL, sizeof *block + size);
	*block = (Block){ .size = size };
	return block;
}

/* What would waste much of the current block gets a block of its own behind it. */
static Block *block_for(Arena *arena, size_t size)
{
	Block *block, *current = arena->current;
	if (current && size > arena->next_size / 4) {
		block = block_new(size);
		block->next = current->next;
		current->next = block;
		return block;
	}
	block = block_new(size > arena->next_size ? size : arena->next_size);
	if (arena->next_size < BLOCK_LARGEST)
		arena->next_size *= 2;
	block->next = current;
	arena->current = block;
	return block;
}

static void *take(Arena *arena, size_t size, size_t align)
{
	Block *block = arena->current;
	size_t at = block ? (block->used + align - 1) / align * align : 0;
	if (!block || at > block->size || size > block->size - at) {
		block = block_for(arena, size);
		at = 0;
	}
	block->used = at + size;
	return block->bytes + at;
}

void *arena_take(Arena *arena, size_t size)
{
	return memset(take(arena, size, alignof(max_align_t)), 0, size);
}

char *arena_bytes(Arena *arena, const void *bytes, size_t length)
{
	if (length == SIZE_MAX)
		mem_die();
	char *copy = take(arena, length + 1, 1);
	if (length)
		memcpy(copy, bytes, length);
	copy[length] = '\0';
	return copy;
}

char *arena_text(Arena *arena, const char *text)
{
	return text ? arena_bytes(arena, text, strlen(text)) : NULL;
}

char *arena_format(Arena *arena, const char *fmt, ...)
{
	va_list args;
	assert(fmt);
	va_start(args, fmt);
	int length = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	assert(length >= 0);
	char *out = take(arena, (size_t)length + 1, 1);
	va_start(args, fmt);
	vsnprintf(out, (size_t)length + 1, fmt, args);
	va_end(args);
	return out;
}

void arena_free(Arena *arena)
{
	if (!arena)
		return;
	for (Block *block = arena->current, *next; block; block = next) {
		next = block->next;
		free(block);
	}
	free(arena);
}
