-- bare_name(label): a label without its ordinal (“七、社会保障和就业支出” → “社会保障和就业支出”).
create temp macro bare_name(label) as regexp_replace(label, '^[（(]?[一二三四五六七八九十0-9]+[、.．)）]', '')
