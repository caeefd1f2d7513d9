-- One row: the only one, what is asked for, so that nothing else is computed.
-- organization: part of a name; organizations: names, as JSON; from_year, to_year: with both exact exactly these two years, else the years from the one to the
-- other; 0: no bound. view: one of --by. Empty: all. A question of one's own asks for everything.
select '' as organization, '[]' as organizations, 0 as from_year, 0 as to_year, false as exact, '' as view
