/* A row of a prepared statement's result as it comes over the wire, looked at before the client library reads it: the library
 * believes the lengths in it, and would read on behind its end. Source: MySQL's client/server protocol, "Binary Protocol
 * Resultset Row". Private to core/data. */
#ifndef CORE_DATA_PACKET_H
#define CORE_DATA_PACKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PACKET_LENGTH_FIRST = 255 };          /* a value with its length in front; else so many bytes */
bool packet_row_is_whole(const uint8_t *row, size_t size, const uint8_t *widths, size_t columns);

#endif
