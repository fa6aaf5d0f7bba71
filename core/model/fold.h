/* ASCII letters made small, all other bytes as they are: what VICIdial's usual collations agree on. */
#ifndef CORE_MODEL_FOLD_H
#define CORE_MODEL_FOLD_H

static inline char ascii_fold(char byte)
{
	return byte >= 'A' && byte <= 'Z' ? (char)(byte + ('a' - 'A')) : byte;
}

#endif
