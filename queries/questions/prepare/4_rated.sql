-- rated(later, earlier): +21.48%; nothing from a base of zero.
create temp macro rated(later, earlier) as
    case when earlier > 0 then format('{:+.2f}%', (later - earlier) * 100.0 / earlier) else '' end
