# Turns sql/*/*.sql and themes/*.theme into C: the list of constants (what=list) or the texts (what=text).
# Lines that are comments ("--") are left out of SQL; the semicolon at a statement's end too, but not in scripts (sql/demo, schema).
function constant(path,   name) {
	name = path; sub(/^sql\//, "SQL_", name); sub(/^themes\//, "THEME_", name); sub(/\.[a-z]+$/, "", name)
	gsub(/[^A-Za-z0-9]/, "_", name); return toupper(name)
}
function close_text() { if (open && what == "text") print "\t;"; open = 0 }
FNR == 1 {
	close_text()
	sql = FILENAME ~ /^sql\//; script = FILENAME ~ /^sql\/demo\/|schema/
	name = FILENAME; sub(/^[a-z]+\//, "", name); sub(/\.[a-z]+$/, "", name)
	if (sql) { sqls[++sql_count] = constant(FILENAME); sql_names[sql_count] = name }
	else     { themes[++theme_count] = constant(FILENAME); theme_names[theme_count] = name }
	if (what == "text") print "static const char text_" constant(FILENAME) "[] ="
	open = 1
}
{
	if (sql && /^[ \t]*--/) next
	if (what != "text") next
	line = $0
	if (sql && !script) sub(/;[ \t]*$/, "", line)
	gsub(/\\/, "\\\\", line); gsub(/"/, "\\\"", line)
	print "\t\"" line "\\n\""
}
END {
	close_text()
	if (what == "list") {
		print "/* Made by sql/builtin.awk. */\n#ifndef BUILTIN_LIST_H\n#define BUILTIN_LIST_H\ntypedef enum {"
		for (i = 1; i <= sql_count; i++) print "\t" sqls[i] ","
		print "\tSQL_COUNT\n} SqlId;\ntypedef enum {"
		for (i = 1; i <= theme_count; i++) print "\t" themes[i] ","
		print "\tTHEME_COUNT\n} ThemeId;\n#endif"
		exit
	}
	print "#include \"core/base/builtin.h\"\n"
	print "typedef struct { const char *name, *text; } Builtin;\nstatic const Builtin sqls[] = {"
	for (i = 1; i <= sql_count; i++) print "\t{ \"" sql_names[i] "\", text_" sqls[i] " },"
	print "\t{ 0, 0 }\n};\nstatic const Builtin themes[] = {"
	for (i = 1; i <= theme_count; i++) print "\t{ \"" theme_names[i] "\", text_" themes[i] " },"
	print "\t{ 0, 0 }\n};"
	print "const char *builtin_sql(SqlId id) { return sqls[id].text; }"
	print "const char *builtin_theme(ThemeId id) { return themes[id].text; }"
	print "const char *builtin_theme_name(ThemeId id) { return themes[id].name; }"
}
