# vicialias: make, make demo, make check. Everything built lies in build/ (and ./vicialias).
# Sources by wildcard per folder: the folder is the library. B=build/asan SAN=… builds beside it.

B       ?= build
VERSION := 1.0
PREFIX  ?= /usr/local
INSTALLED = bin/vicialias share/man/man1/vicialias.1 share/bash-completion/completions/vicialias $(addprefix share/doc/vicialias/,README.md LICENSE)
CC      ?= cc
SAN     ?=
WERROR  ?= $(if $(CI),-Werror,)
CFLAGS  ?= -O2 -g
MYSQL    = $(shell pkg-config --exists libmariadb && echo libmariadb || echo mysqlclient)
LIBS_C   = $(shell pkg-config --cflags $(MYSQL) sqlite3 ncursesw libcrypto)
# Those with the most names of their own come first: each name is looked for in this order, whenever the program starts.
LIBS     = $(shell pkg-config --libs libcrypto sqlite3 $(MYSQL) ncursesw) -pthread
WARN     = -Wall -Wextra -Wpedantic -Wformat=2 -Wconversion -Wshadow -Wvla -Wstrict-prototypes -Wmissing-prototypes \
           -Wimplicit-fallthrough -Woverride-init -Wno-missing-field-initializers $(WERROR) \
           $(if $(SAN),-Wno-format-overflow)  # the sanitizers' own null checks make gcc believe in nulls
# Those of these that the compiler and the linker know (found once a build folder); tests/hardened looks for what they do.
HARDEN_C = -Wp,-U_FORTIFY_SOURCE,-D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection -fcf-protection=full \
           -ftrivial-auto-var-init=zero -fzero-call-used-regs=used-gpr -fno-delete-null-pointer-checks -fno-strict-overflow \
           -fno-strict-aliasing
HARDEN_L = -Wl,-z,relro,-z,now -Wl,-z,noexecstack -Wl,-z,separate-code -Wl,-z,nodlopen
-include $(B)/flags.mk
override CFLAGS += -std=c11 -D_GNU_SOURCE -DVERSION='"$(VERSION)"' -I. -I$(B) $(WARN) $(if $(SAN),,$(KNOWN_C)) -fPIE $(SAN) -MMD -MP -pthread
LDFLAGS += -pie -Wl,--as-needed $(KNOWN_L) $(SAN)

BIN     := $(if $(filter build,$(B)),vicialias,$(B)/vicialias)
CORE    := $(wildcard core/*/*.c)
TUI     := $(filter-out tui/main.c tui/draw/term.c,$(wildcard tui/*.c tui/*/*.c))
TERM_   := tui/main.c tui/draw/term.c
UNIT    := $(wildcard tests/unit/*.c)
JOURNEY := $(wildcard tests/journeys/*_journey.c)
FAULTS  := $(filter-out tests/faults/ground.c,$(wildcard tests/faults/*.c))
TSAN    := worker session batch_apply
HANDS   := $(filter-out $(JOURNEY) tests/journeys/play.c,$(wildcard tests/journeys/*.c))
TESTS   := $(UNIT:tests/unit/%.c=$(B)/tests/unit/%) $(JOURNEY:tests/journeys/%.c=$(B)/tests/journeys/%) $(FAULTS:tests/faults/%.c=$(B)/tests/faults/%) $(addprefix $(B)/tests/stories/,stories every_key hostile large)
REPLAY  := $(patsubst tests/fuzz/%.c,$(B)/tests/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
BUILTIN := $(sort $(wildcard sql/*/*.sql)) $(sort $(wildcard themes/*.theme))
SCENE    = $(addprefix $(B)/t/tests/,scratch.o outside.o server.o desk.o)
V       ?=
Q       := $(if $(V),,@)
say      = @echo '  $(1)  $(2)'
obj      = $(patsubst %.c,$(B)/$(1)/%.o,$(2))

all: $(BIN)

$(B)/flags.mk: Makefile
	@mkdir -p $(@D)
	@command -v $(CC) > /dev/null || exit 0; \
	known() { for flag; do printf '#include <stdio.h>\nint main(void) { return 0; }\n' | \
		$(CC) -O2 -Werror $$flag -x c -o /dev/null - 2> /dev/null && echo $$flag; done; }; \
	{ echo KNOWN_C = $$(known $(HARDEN_C)); echo KNOWN_L = $$(known $(HARDEN_L)); } > $@

# The program, and its twin with crash points for the tests.
$(BIN): $(call obj,o,$(TERM_)) $(B)/tui.a $(B)/core.a
	$(call say,LD,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)
$(B)/test/vicialias: $(call obj,t,$(TERM_)) $(B)/test/tui.a $(B)/test/core.a
	$(call say,LD,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)

$(B)/core.a:      $(call obj,o,$(CORE)) $(B)/o/builtin_text.o
$(B)/tui.a:       $(call obj,o,$(TUI))
$(B)/test/core.a: $(call obj,t,$(CORE)) $(B)/t/builtin_text.o
$(B)/test/tui.a:  $(call obj,t,$(TUI))
%.a:
	@mkdir -p $(@D)
	@rm -f $@
	@ar rcs $@ $^

$(B)/o/%.o: %.c | $(B)/builtin_list.h
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(CFLAGS) $(LIBS_C) -c -o $@ $<
$(B)/t/%.o: %.c | $(B)/builtin_list.h
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(CFLAGS) -DVICIALIAS_TEST $(LIBS_C) -c -o $@ $<
$(B)/o/builtin_text.o $(B)/t/builtin_text.o: $(B)/builtin_text.c
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(CFLAGS) -Wno-overlength-strings -c -o $@ $<

# sql/ and themes/ become text in the program; a constant is made from each path, so a missing file stops the build.
$(B)/builtin_files: force
	@mkdir -p $(@D)
	@echo '$(BUILTIN)' | cmp -s - $@ || echo '$(BUILTIN)' > $@
$(B)/builtin_list.h: $(B)/builtin_files $(BUILTIN) sql/builtin.awk
	@awk -v what=list -f sql/builtin.awk $(BUILTIN) > $@
$(B)/builtin_text.c: $(B)/builtin_files $(BUILTIN) sql/builtin.awk
	@awk -v what=text -f sql/builtin.awk $(BUILTIN) > $@

# Tests: units link the core without curses, stories all of tui but the terminal, journeys the emulator.
$(B)/tests/unit/%: $(B)/t/tests/unit/%.o $(SCENE) $(B)/test/tui.a $(B)/test/core.a
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LIBS) -lcmocka -Wl,--no-as-needed -lcrypt
$(B)/tests/stories/%: $(B)/t/tests/stories/%.o $(B)/t/tests/stories/stage.o $(SCENE) $(B)/test/tui.a $(B)/test/core.a
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $(filter %.o,$^) $(filter %.a,$^) $(LIBS) -lcmocka
$(B)/tests/stories/shots: $(B)/t/tests/stories/svg.o
$(B)/t/journeys.a: $(call obj,t,$(HANDS))
$(B)/tests/journeys/%: $(B)/t/tests/journeys/%.o $(B)/t/journeys.a $(SCENE) $(B)/test/core.a
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LIBS) -lvterm -lutil -lcmocka

# Faults: the core under kill -9 and worse, and the program in the emulator.
$(B)/tests/faults/%: $(B)/t/tests/faults/%.o $(B)/t/tests/faults/ground.o $(B)/t/journeys.a $(SCENE) $(B)/test/core.a
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LIBS) -lvterm -lutil -lcmocka

# The bench: the program and its core side by side with what one would use otherwise.
$(B)/tests/bench/bench: $(call obj,t,$(wildcard tests/bench/*.c)) $(B)/t/journeys.a $(SCENE) $(B)/test/core.a
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LIBS) -lvterm -lutil -lcmocka

# The fuzzers without clang: each over its seeds, and over what was once found.
$(B)/tests/fuzz/%: $(B)/t/tests/fuzz/%.o $(B)/t/tests/fuzz/replay.o $(B)/t/tests/fuzz/call.o $(SCENE) $(B)/test/tui.a $(B)/test/core.a
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)

demo:                                       ## the console on a private MariaDB with sample data
	@.ci/install demo
	@if [ -t 0 ] && [ -t 1 ]; then way=console; else way=play; fi; $(MAKE) --no-print-directory demo-$$way
check:                                      ## all tests; installs what they need
	@.ci/install check
	@$(MAKE) --no-print-directory -j$(shell nproc) tests
	@tests/run $(B)
demo-console: $(BIN)
	@./$(BIN) --demo --fresh
demo-play: $(BIN) $(B)/tests/journeys/play
	@$(B)/tests/journeys/play ./$(BIN)
tests: $(BIN) $(B)/test/vicialias $(TESTS) $(REPLAY) $(B)/tests/stories/shots $(B)/tests/bench/bench
sanitize:                                   ## all tests under ASan and UBSan
	@$(MAKE) --no-print-directory check B=build/asan SAN="-fsanitize=address,undefined -fno-omit-frame-pointer" CFLAGS="-O1 -g"
tsan:                                       ## the worker, sessions and batches under ThreadSanitizer, 1,000 stops
	@.ci/install clang
	@$(MAKE) --no-print-directory B=build/tsan CC=clang SAN=-fsanitize=thread CFLAGS="-O1 -g -w" $(TSAN:%=build/tsan/tests/unit/%)
	@for test in $(TSAN); do FAULTS=1000 build/tsan/tests/unit/$$test || exit 1; done
valgrind: tests                             ## each screen and a hundred CGI requests under valgrind
	@.ci/install valgrind
	@tests/valgrind $(B)
soak: $(B)/tests/faults/soak                ## consoles, requests and the web page, kills and pauses, MINUTES long (30)
	@MINUTES=$(or $(MINUTES),30) $<
check-all:                                  ## everything in its long form; hours
	@for what in check sanitize tsan valgrind analyze faults fuzz soak coverage; do $(MAKE) --no-print-directory $$what || exit 1; done
coverage:                                   ## all tests, and how many branches of core they take
	@.ci/install coverage
	@-$(MAKE) --no-print-directory check B=build/cov SAN="--coverage -fprofile-update=atomic -std=gnu11 -include tests/covered.h" CFLAGS="-O0 -g"
	@tests/coverage build/cov
faults: tests                               ## the fault tests, N faults each (1000)
	@for test in $(FAULTS:tests/faults/%.c=$(B)/tests/faults/%); do FAULTS=$(or $(N),1000) $$test || exit 1; done
bench: $(BIN) $(B)/tests/bench/bench       ## how fast it is, beside other programs; N="1000 20000", N=all: a million too
	@$(B)/tests/bench/bench tests/bench/results.md $(if $(filter all,$(N)),1000 20000 100000 1000000,$(or $(N),1000 20000 100000))
fuzz:                                       ## the fuzzers, T seconds each (60)
	@tests/fuzz/run $(or $(T),60)
screenshots: $(B)/tests/stories/shots
	@tests/screenshots $(B)
manual: $(B)/tests/unit/manual              ## options and keys in the manual page and the completion, from the program
	@$(B)/tests/unit/manual --bless
install: $(BIN)                             ## into PREFIX (/usr/local), below DESTDIR when it is given
	$(call say,INSTALL,$(DESTDIR)$(PREFIX))
	$(Q)install -D -m 755 $(BIN) '$(DESTDIR)$(PREFIX)/bin/vicialias'
	$(Q)install -D -m 644 tui/vicialias.1 '$(DESTDIR)$(PREFIX)/share/man/man1/vicialias.1'
	$(Q)install -D -m 644 tui/vicialias.bash '$(DESTDIR)$(PREFIX)/share/bash-completion/completions/vicialias'
	$(Q)install -D -m 644 -t '$(DESTDIR)$(PREFIX)/share/doc/vicialias' README.md LICENSE
	$(if $(DESTDIR),,@cat tui/install.txt)
uninstall:
	$(Q)rm -f $(INSTALLED:%='$(DESTDIR)$(PREFIX)/%')
	-$(Q)rmdir '$(DESTDIR)$(PREFIX)/share/doc/vicialias' 2>/dev/null
deb:                                        ## a Debian package in build/, from the staging of install
	@tests/deb $(B) $(VERSION)
layers:
	@tests/layers
analyze: $(B)/builtin_list.h                ## cppcheck, clang-tidy and gcc's analyzer
	@tests/analyze $(B)
clean:
	rm -rf build vicialias

.PHONY: force all bench tsan valgrind soak check-all faults fuzz demo check demo-console demo-play tests sanitize coverage screenshots manual install uninstall deb layers analyze clean
.SECONDARY:
-include $(shell find $(B) -name '*.d' 2>/dev/null)
