-- While the catalog streams: a large site over a slow line takes as long as bytes keep coming.
SET SESSION max_statement_time = 0;
