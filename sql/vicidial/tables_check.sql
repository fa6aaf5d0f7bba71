-- What a killed server left: only tables that were not closed properly are looked through.
CHECK TABLE phones_alias, phones FAST;
