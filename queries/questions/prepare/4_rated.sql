-- rated(later, earlier): +21.48%, -77.46%, rounded half up; nothing from a base of zero.
create temp macro rated(later, earlier) as
    case when earlier > 0 then format('{:+.2f}%', round((later - earlier) * 100.0 / earlier, 2)) else '' end
